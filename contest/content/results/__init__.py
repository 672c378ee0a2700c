"""Published results as pages tell them: read from the public record alone."""
