"""What the engine costs, and how often it errs on photos changed by known doses."""
