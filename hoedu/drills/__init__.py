"""Drills: made-up patients, a decision on each, and rules that judge every choice and say why."""
