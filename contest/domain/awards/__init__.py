"""From judged sheets to rankings and prizes: who stands where, why, and what it wins."""
