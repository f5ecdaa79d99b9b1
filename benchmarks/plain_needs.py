"""A year of the rule set in plain Python, with sets, and every worth computed anew: for comparison."""

from math import inf

PROGRAM = {
    "democracies": (0.426, 0.043, 0.062, 0.003, 0.595),
    "others": (0.447, -0.020, 0.130, 0.003, 0.565),
    "parts": (0.6, 0.2, 0.2, 0.1),
    "january": False,
    "need": (-inf, 0.7),
    "crowding": 0.0,
}
V2 = {
    "democracies": (0.2, 0.3, 0.1, 0.2, 0.2),
    "others": (0.3, 0.1, 0.1, 0.2, 0.2),
    "parts": (0.6, 0.1, 0.3, 0.0),
    "january": True,
    "need": (-2.0, 0.0),
    "crowding": 0.2,
}


class PlainYear:
    """States and what becomes of them; ``world`` has the arguments of ``needs.run``, as arrays."""

    def __init__(self, world, rules, at_once=False, upper=None):
        self.world, self.rules, self.january, self.at_once = world, rules, rules["january"], at_once
        self.lower, self.upper = rules["need"]
        self.upper = self.upper if upper is None else upper
        self.c = [float(value) for value in world["capability"]]
        self.n = len(self.c)
        self.primary, self.near, self.allies = (
            self.sets(world[name]) for name in ("primary_enemies", "neighbours", "allies")
        )
        self.given_secondary = None if self.january else self.sets(world["secondary_enemies"])
        self.u = [[0.0] * self.n for _ in self.c]

    def sets(self, network):
        return [{j for j in range(self.n) if network[i, j]} for i in range(self.n)]

    def secondary(self, i):
        if self.january:
            return set().union(*(self.allies[enemy] for enemy in self.primary[i]))
        return self.given_secondary[i]

    def attraction(self, i, j):
        weights = self.rules["democracies" if self.world["democracy"][i] else "others"]
        looked_at, others = (self.primary[k] | (self.secondary(k) if self.january else set()) for k in (i, j))
        common = len(self.allies[i] & self.allies[j])
        known = (
            bool(looked_at & others),
            self.world["democracy"][j],
            self.world["culture"][i, j],
            bool(looked_at & self.near[j]),
            common if self.january else common >= 2,
        )
        return sum(weight * part for weight, part in zip(weights, known, strict=True))

    def worth(self, i, j):
        if i == j or (self.january and j in self.primary[i]):
            return 0.0
        prevention = sum(self.attraction(enemy, j) for enemy in sorted(self.primary[i]))
        trust = sum(self.u[i][ally] for ally in sorted(self.allies[j]))
        if not self.january:
            prevention /= len(self.primary[i]) or 1
            trust /= len(self.allies[j]) or 1
        others = len(self.primary[j] - self.primary[i])
        cost = 0 if others == 0 else 1 if others <= 10 else 2
        a, p, r, k = self.rules["parts"]
        value = self.c[j] * (a * self.attraction(i, j) + p * prevention + r * trust - k * cost)
        return value / 2 if j in self.primary[i] else value

    def utility_of(self, i):
        degree = len(self.allies[i])
        cost = self.rules["crowding"] * (degree**2 if self.world["year"] < 1943 else degree)
        threat = sum(self.c[enemy] for enemy in self.primary[i])
        threat += sum(self.c[enemy] for enemy in self.secondary(i)) / 2
        return self.c[i] + sum(self.worth(i, j) for j in sorted(self.allies[i])) - cost - threat

    def renew(self, i):
        if self.at_once:
            self.u[i] = [self.worth(i, j) for j in range(self.n)]
        else:
            for j in range(self.n):
                self.u[i][j] = self.worth(i, j)

    def all_utilities(self):
        self.utility = [self.utility_of(i) for i in range(self.n)]

    def turns(self):
        return sorted(range(self.n), key=lambda i: -self.c[i] if self.january else self.utility[i])

    def in_need(self, i):
        return self.lower < self.utility[i] < self.upper

    def tie(self, i, j):
        self.allies[i].add(j)
        self.allies[j].add(i)

    def untie(self, i, j):
        self.allies[i].discard(j)
        self.allies[j].discard(i)

    def offer(self, i, j):
        if not (self.in_need(j) and self.worth(j, i) > 0):
            return False
        self.tie(i, j)
        if not self.january:
            before = self.utility[i], self.utility[j]
            self.utility[i], self.utility[j] = self.utility_of(i), self.utility_of(j)
            if self.utility[i] < before[0] or self.utility[j] < before[1]:
                self.untie(i, j)
                self.utility[i], self.utility[j] = self.utility_of(i), self.utility_of(j)
                return False
        self.made += 1
        return True

    def act(self, i):
        self.renew(i)
        row = list(self.u[i])
        barred = self.allies[i] | {i} | (self.primary[i] if self.january else set())
        strangers = [j for j in range(self.n) if j not in barred]
        if self.in_need(i):
            for j in sorted(strangers, key=lambda j: -row[j]):
                if not (self.in_need(i) if self.january else self.worth(i, j) > 0):
                    break
                self.offer(i, j)
                if self.january:
                    self.utility[i] = self.utility_of(i)
        elif strangers and self.allies[i]:
            best = max(strangers, key=lambda j: row[j])
            worst = min(sorted(self.allies[i]), key=lambda j: row[j])
            if row[worst] < row[best] and self.offer(i, best):
                self.untie(i, worst)
        self.all_utilities()

    def run(self):
        """Play the year; afterwards there are allies, utility, burden, rounds and status."""
        self.all_utilities()
        turns = self.turns()
        for i in range(self.n):
            self.renew(i)
        self.made = self.rounds = silent = 0
        while True:
            silent = 0 if self.made else silent + 1
            self.made = 0
            self.burden = []
            for i in range(self.n):
                self.renew(i)
                self.burden.append(self.burden_of(i))
            if silent == 3 or self.rounds == 20:
                self.status = "settled" if silent == 3 else "limit"
                return self
            ahead = self.turns()
            for i in turns:
                self.act(i)
            turns = ahead
            self.rounds += 1

    def burden_of(self, i):
        allies, others = sorted(self.allies[i]), self.n - 1
        change, duration = self.world["burden_change"], self.world["duration"]
        detection = sum(len(self.allies[j]) for j in allies) / others
        punishment = sum(self.u[j][i] for j in allies) / others
        need = (0.422 if self.world["year"] < 1945 else -0.129) * (self.utility[i] < 0)
        emulation, enemies = (
            sum(change[j] for j in group) / (len(group) or 1) for group in (allies, self.primary[i])
        )
        lasted = sum(duration[i, j] for j in allies) / others
        return need - 0.35 * detection * punishment + 12 * emulation + enemies - lasted
