"""The one HTML form of everything a learner meets: complete without a script."""
