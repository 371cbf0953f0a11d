"""What people's decisions say about the rules: how often they were overruled."""
