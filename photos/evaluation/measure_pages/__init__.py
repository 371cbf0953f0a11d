"""Draws the pages of docs/measures: examples, dose curves and the tables that go with them."""
