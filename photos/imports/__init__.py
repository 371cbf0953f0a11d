"""How a team comes in: photos of a folder or ZIP, matched to people, through the one door."""
