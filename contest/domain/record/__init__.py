"""The public record: composed from people and sheets, written as files (docs/record-format.md)."""
