"""One desk at work: sign-in, the way of a call, and the delivery of what it learnt."""
