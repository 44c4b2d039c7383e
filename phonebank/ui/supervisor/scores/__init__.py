"""The scores' place: how likely people are to abstain, to what turnout, and how good that is."""
