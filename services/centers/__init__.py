"""便民服务: one acceptance for window, web and proxy; cases on their legal clock, then rated."""
