"""What every service may use: the kernel (pure), the chassis (machinery), the contracts (data)."""
