"""Who to call first: scores in words, and a campaign's list made from them."""
