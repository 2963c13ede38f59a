"""Lambda: starts a ranking, or tells what one would cost."""

import gc

# Imports leave no garbage behind, and looking for it after every 700 values takes a twentieth of a
# cold start. Requests leave little: they are looked through as often as that is worth it.
gc.set_threshold(50_000)
