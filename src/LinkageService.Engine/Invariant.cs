namespace LinkageService.Engine;

/// <summary>Assertions that stay on in production: a false one is a bug of ours, never a mistake in the input.</summary>
internal static class Invariant
{
    /// <summary>Throws when <paramref name="condition"/> is false.</summary>
    /// <exception cref="InvariantBrokenException">The invariant does not hold.</exception>
    public static void Holds(bool condition, string invariant)
    {
        if (!condition)
        {
            throw new InvariantBrokenException(invariant);
        }
    }
}
