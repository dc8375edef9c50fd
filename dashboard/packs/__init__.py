"""Packs: papers and mails that are made on their day, written to a folder, and sent."""
