"""事项下沉: five authority lists from draft to force, process tables, delegations with means."""
