"""Print, as JSON, the seconds that a new process needs to import the model, for its first run and the next.

The cache of compiled code is where NUMBA_CACHE_DIR says.
"""

import json
import time

started = time.perf_counter()

from entente.abm import simulate  # noqa: E402  (the import is what is timed)

imported = time.perf_counter()

from systems import random_inputs  # noqa: E402

system = random_inputs("historical", 190)
seconds = []
for _ in range(2):
    before = time.perf_counter()
    simulate(**system)
    seconds.append(time.perf_counter() - before)
print(json.dumps({"import": imported - started, "first": seconds[0], "second": seconds[1]}))
