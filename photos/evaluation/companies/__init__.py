"""Made-up companies of any size, for measuring what they cost; nobody in them exists."""
