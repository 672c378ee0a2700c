"""Checking a public record from its files alone: one module for each subject.

report = verify(Source(read), receipts, say)      # contest.domain.verify.verification
"""
