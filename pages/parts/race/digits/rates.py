"""The seven methods as they race on MNIST."""

from gdcore.optimizers import AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, Optimizer, RMSProp

# Each method at the rate that has the lowest loss after 600 updates of this net, among those of a coarse sweep.
CONTENDERS: dict[str, Optimizer] = {
    "GradientDescent": GradientDescent(0.5),
    "Momentum": Momentum(0.1),
    "Nesterov": Nesterov(0.1),
    "AdaGrad": AdaGrad(0.05),
    "RMSProp": RMSProp(0.003),
    "Adam": Adam(0.005),
    "AdamW": AdamW(0.005),
}
