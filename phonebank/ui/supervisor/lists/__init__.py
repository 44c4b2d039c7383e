"""The place of lists and campaigns: people chosen in words, campaigns made from them."""
