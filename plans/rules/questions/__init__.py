"""What a careful board member would ask of a plan, found by rule: the facts, the rules, the register."""
