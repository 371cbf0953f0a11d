"""Telling other systems what happened: signed requests, repeated until they are answered."""
