"""What people are told about requests for a photo: texts, mails, when they go, what became of
them."""
