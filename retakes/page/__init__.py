"""The page behind a personal link: why a new photo is asked for, a check, the submission."""
