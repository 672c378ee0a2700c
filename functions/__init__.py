"""What runs serverless: one thin module per trust boundary.

A handler parses, calls the domain, calls the store, answers. `registrar` knows people and never
questions; `proctor` hands out papers and never sees answers; `grader` knows the answers and
issues no exam token; `clerk` settles what was left, and cannot be called from outside.
"""

import gc
import os

if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    # What is imported stays: looking for garbage in it is a fifth of a cold start.
    # `_wiring.lambda_handler` switches it on again.
    gc.disable()
