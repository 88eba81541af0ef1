from solution import Basket


class TestBasket:
    def setup_method(self):
        self.basket = Basket()

    def test_prices(self):
        prices = [3, 1, 2]
        self.basket.update(prices)
        assert self.basket.prices() == prices
