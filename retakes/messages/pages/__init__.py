"""Pages of the admin about messages: their texts, and the folder of mails."""
