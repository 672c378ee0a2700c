"""How the contest is deployed: the template, and the same template on one machine."""
