"""From bytes to columns that can be trusted: the contract, its checks, and the arrays that scoring runs on."""
