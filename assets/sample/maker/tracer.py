"""A small ray marcher: rounded boxes, capsules and a table plane, with textures, soft shadows,
ambient occlusion and lights, and the faults of a telephone camera.

It knows nothing of the case; `photos.py` builds the scenes. Lengths are in centimetres, y is up.
"""

import numpy as np
from PIL import Image, ImageFilter

F = np.float32


def rot_y(a):
    """Returns the rotation about the vertical axis by `a` radians."""
    c, s = np.cos(a), np.sin(a)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], F)


def rot_x(a):
    """Returns the rotation about the axis that points right by `a` radians."""
    c, s = np.cos(a), np.sin(a)
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]], F)


def noise2(shape, cells, seed):
    """Returns smooth noise in 0..1 over a picture, with `cells` (rows, columns) of grain."""
    rng = np.random.default_rng(seed)
    grid = Image.fromarray((rng.random((cells[0] + 2, cells[1] + 2)) * 255).astype(np.uint8))
    return np.asarray(grid.resize((shape[1], shape[0]), Image.Resampling.BICUBIC), F) / 255


def wood(seed, base=(0.50, 0.31, 0.17), size=(1400, 1800), planks=4):
    """Returns a wooden table top as a float picture, planks running to the right."""
    h, w = size
    rng = np.random.default_rng(seed)
    out = np.zeros((h, w, 3), F)
    step = h // planks
    for k in range(planks):
        rows = slice(k * step, h if k == planks - 1 else (k + 1) * step)
        n = rows.stop - rows.start
        warp = noise2((n, w), (3, 5), seed + 10 * k) * 60 + noise2((n, w), (14, 8), seed + 10 * k + 1) * 10
        y = np.arange(n, dtype=F)[:, None] + warp
        ring = 0.5 + 0.5 * np.sin(y / F(6.2 + rng.random() * 3))
        fine = noise2((n, w), (n // 2, 22), seed + 10 * k + 2)
        pores = noise2((n, w), (n, 60), seed + 10 * k + 3) > 0.86
        tone = 0.82 + 0.16 * ring * 0.6 + 0.22 * (fine - 0.5) - 0.10 * pores + (rng.random() - 0.5) * 0.16
        out[rows] = np.array(base, F) * tone[..., None]
        out[rows.start:rows.start + 3] *= 0.55
    return out


def cloth(seed, base=(0.78, 0.75, 0.70), size=(1400, 1800)):
    """Returns a plain woven or stone surface as a float picture."""
    h, w = size
    n = 0.5 * noise2((h, w), (h // 3, w // 3), seed) + 0.3 * noise2((h, w), (40, 50), seed + 1) + 0.2 * noise2((h, w), (6, 8), seed + 2)
    return np.array(base, F) * (0.9 + 0.2 * n[..., None])


def load(image: Image.Image):
    """Returns a picture as linear floats."""
    return (np.asarray(image.convert("RGB"), F) / 255) ** F(2.2)


def sample(tex, u, v):
    """Reads a texture bilinearly at u (right) and v (down), both 0..1, edges repeated."""
    h, w = tex.shape[:2]
    x, y = np.clip(u, 0, 1) * (w - 1), np.clip(v, 0, 1) * (h - 1)
    x0, y0 = np.minimum(x.astype(np.int32), w - 2), np.minimum(y.astype(np.int32), h - 2)
    fx, fy = (x - x0)[:, None].astype(F), (y - y0)[:, None].astype(F)
    top = tex[y0, x0] * (1 - fx) + tex[y0, x0 + 1] * fx
    low = tex[y0 + 1, x0] * (1 - fx) + tex[y0 + 1, x0 + 1] * fx
    return top * (1 - fy) + low * fy


class Box:
    """A rounded box; `top` and `front` are textures of its upper face and of the face towards +z."""

    def __init__(self, center, half, radius=0.2, turn=None, color=(0.7, 0.7, 0.7), top=None, front=None,
                 front_glow=None, top_glow=None, bend=None, shine=0.15):
        self.c, self.half, self.r = np.array(center, F), np.array(half, F), F(radius)
        self.m = np.eye(3, dtype=F) if turn is None else turn.astype(F)
        self.color, self.top, self.front = np.array(color, F), top, front
        self.front_glow, self.top_glow, self.bend, self.shine = front_glow, top_glow, bend, shine

    def local(self, p):
        q = (p - self.c) @ self.m
        if self.bend is not None:
            q = q.copy()
            q[:, 1] -= self.bend(q[:, 0], q[:, 2])
        return q

    def sdf(self, p):
        q = np.abs(self.local(p)) - (self.half - self.r)
        out = np.sqrt((np.maximum(q, 0) ** 2).sum(1)) + np.minimum(q.max(1), 0) - self.r
        return out * (0.6 if self.bend is not None else 1)

    def shade(self, p):
        q = self.local(p)
        u, w = q[:, 0] / (2 * self.half[0]) + 0.5, q[:, 2] / (2 * self.half[2]) + 0.5
        v = 0.5 - q[:, 1] / (2 * self.half[1])
        albedo = np.tile(self.color, (len(p), 1))
        glow = np.zeros_like(albedo)
        up = q[:, 1] > self.half[1] - max(self.r * 0.6, 0.01)
        fore = (q[:, 2] > self.half[2] - max(self.r * 0.6, 0.01)) & ~up
        if self.top is not None and up.any():
            albedo[up] = sample(self.top, u[up], w[up])
        if self.top_glow is not None and up.any():
            glow[up] = sample(self.top_glow, u[up], w[up])
        if self.front is not None and fore.any():
            albedo[fore] = sample(self.front, u[fore], v[fore])
        if self.front_glow is not None and fore.any():
            glow[fore] = sample(self.front_glow, u[fore], v[fore])
        return albedo, glow


class Capsule:
    """A round rod from `a` to `b`: cables, aerials, pens."""

    def __init__(self, a, b, radius, color, shine=0.3):
        self.a, self.b, self.r, self.color, self.shine = np.array(a, F), np.array(b, F), F(radius), np.array(color, F), shine

    def sdf(self, p):
        pa, ba = p - self.a, self.b - self.a
        h = np.clip((pa @ ba) / (ba @ ba), 0, 1)[:, None]
        return np.sqrt(((pa - ba * h) ** 2).sum(1)) - self.r

    def shade(self, p):
        return np.tile(self.color, (len(p), 1)), np.zeros((len(p), 3), F)


class Plane:
    """The table (`axis` 1) or a wall (`axis` 2), textured over `span` centimetres."""

    def __init__(self, axis, at, tex, span, origin=(0, 0), shine=0.12):
        self.axis, self.at, self.tex, self.span, self.o, self.shine = axis, F(at), tex, span, origin, shine

    def sdf(self, p):
        return p[:, self.axis] - self.at

    def shade(self, p):
        a, b = (p[:, 0], p[:, 2]) if self.axis == 1 else (p[:, 0], -p[:, 1])
        u = (a - self.o[0]) / self.span[0] + 0.5
        v = (b - self.o[1]) / self.span[1] + 0.5
        return sample(self.tex, np.abs((u + 1) % 2 - 1), np.abs((v + 1) % 2 - 1)), np.zeros((len(p), 3), F)


def _distance(scene, p):
    d = scene[0].sdf(p)
    for obj in scene[1:]:
        d = np.minimum(d, obj.sdf(p))
    return d


def _march(scene, origin, direction, limit=300, steps=90):
    t = np.full(len(origin), 0.5, F)
    active = np.arange(len(origin))
    for _ in range(steps):
        d = _distance(scene, origin[active] + direction[active] * t[active, None])
        t[active] += d
        active = active[(d > 0.004) & (t[active] < limit)]
        if not len(active):
            break
    return t


def _normal(scene, p, e=0.01):
    n = np.zeros_like(p)
    for k in np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], F):
        n += k * _distance(scene, p + k * F(e))[:, None]
    return n / np.maximum(np.sqrt((n ** 2).sum(1, keepdims=True)), 1e-6)


def _shadow(scene, p, light, soft):
    v = light - p
    far = np.sqrt((v ** 2).sum(1))
    v = v / far[:, None]
    t, lit = np.full(len(p), 0.12, F), np.ones(len(p), F)
    for _ in range(26):
        d = _distance(scene, p + v * t[:, None])
        lit = np.minimum(lit, np.clip(0.5 + 0.5 * soft * d / t, 0, 1))
        t = t + np.clip(d, 0.08, 6)
        if (t > far).all():
            break
    lit = np.clip(lit, 0, 1)
    return lit * lit * (3 - 2 * lit)


def _occlusion(scene, p, n):
    out = np.zeros(len(p), F)
    for i, h in enumerate((0.15, 0.45, 1.0, 2.0)):
        out += (h - _distance(scene, p + n * F(h))) * F(0.75 ** i) / F(h) * F(0.28)
    return np.clip(1 - out, 0.25, 1)


def render(scene, eye, target, fov, size, lights, ambient, roll=0.0, over=1.2):
    """Returns linear colours; lights are (position, colour, softness of shadow, reach)."""
    w, h = int(size[0] * over), int(size[1] * over)
    eye, target = np.array(eye, F), np.array(target, F)
    fwd = (target - eye) / np.linalg.norm(target - eye)
    up = np.array([np.sin(roll), np.cos(roll), 0.02], F) if abs(fwd[1]) < 0.95 else np.array([np.sin(roll), 0, -np.cos(roll)], F)
    right = np.cross(fwd, up)
    right /= np.linalg.norm(right)
    up = np.cross(right, fwd)
    half = np.tan(np.radians(fov) / 2)
    out = np.zeros((h, w, 3), F)
    xs = ((np.arange(w, dtype=F) + 0.5) / w * 2 - 1) * half * w / h
    rows = 60
    for y0 in range(0, h, rows):
        ys = (1 - (np.arange(y0, min(h, y0 + rows), dtype=F) + 0.5) / h * 2) * half
        gx, gy = np.meshgrid(xs, ys)
        d = (fwd + gx.reshape(-1, 1) * right + gy.reshape(-1, 1) * up).astype(F)
        d /= np.sqrt((d ** 2).sum(1, keepdims=True))
        o = np.tile(eye, (len(d), 1))
        p = o + d * _march(scene, o, d)[:, None]
        n = _normal(scene, p)
        dist = np.stack([obj.sdf(p) for obj in scene])
        who = dist.argmin(0)
        albedo, glow, shine = np.zeros_like(p), np.zeros_like(p), np.zeros(len(p), F)
        for i, obj in enumerate(scene):
            mask = who == i
            if mask.any():
                albedo[mask], glow[mask] = obj.shade(p[mask])
                shine[mask] = obj.shine
        sky = 0.55 + 0.45 * n[:, 1:2]
        color = albedo * np.array(ambient, F) * sky * _occlusion(scene, p, n)[:, None] + glow
        for pos, power, soft, reach in lights:
            v = np.array(pos, F) - p
            far2 = (v ** 2).sum(1)
            v = v / np.sqrt(far2)[:, None]
            lit = np.clip((n * v).sum(1), 0, None) * _shadow(scene, p + n * F(0.05), np.array(pos, F), soft)
            fall = reach * reach / (reach * reach + far2)
            hv = v - d
            hv = hv / np.sqrt((hv ** 2).sum(1, keepdims=True))
            gloss = np.clip((n * hv).sum(1), 0, None) ** 40 * shine * (lit > 0)
            color += (albedo * lit[:, None] + gloss[:, None] * np.minimum(lit * 3, 1)[:, None]) * fall[:, None] * np.array(power, F)
        out[y0:y0 + rows] = color.reshape(-1, w, 3)
    return out


def camera(linear, size, seed, exposure=1.0, grain=0.012, blur=0.55, bloom=0.0, vignette=0.28, warm=(1, 1, 1)):
    """Returns the picture that a telephone would save: bloom, vignette, tone, grain, softness."""
    x = linear * np.array(warm, F) * exposure
    if bloom:
        bright = np.clip(x - 0.85, 0, 6)
        small = Image.fromarray(np.clip(bright * 40, 0, 255).astype(np.uint8))
        halo = np.zeros_like(x)
        for radius, share in ((6, 0.5), (22, 0.35), (70, 0.25)):
            halo += np.asarray(small.filter(ImageFilter.GaussianBlur(radius)), F) / 40 * share
        x = x + halo * bloom
    h, w = x.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w].astype(F)
    r2 = ((xx / w - 0.5) ** 2 + (yy / h - 0.5) ** 2) * 2
    x = x * (1 - vignette * r2)[..., None]
    x = np.clip((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0, 1) ** F(1 / 2.2)
    image = Image.fromarray((x * 255).astype(np.uint8)).resize(size, Image.Resampling.LANCZOS)
    image = image.filter(ImageFilter.GaussianBlur(blur))
    rng = np.random.default_rng(seed)
    a = np.asarray(image, F) / 255
    luma = rng.normal(0, grain, (size[1], size[0], 1)).astype(F)
    chroma = np.asarray(Image.fromarray(np.clip(rng.normal(128, 30, (size[1] // 3, size[0] // 3, 3)), 0, 255).astype(np.uint8))
                        .resize(size, Image.Resampling.BICUBIC), F) / 255 - 0.5
    a = a + luma * (1.2 - a) + chroma * grain * 1.6
    return Image.fromarray((np.clip(a, 0, 1) * 255).astype(np.uint8)).filter(ImageFilter.UnsharpMask(1.2, 45, 2))
