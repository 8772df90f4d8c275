namespace LinkageService.Engine.KnownAnswers;

/// <summary>An answer worked out beforehand and written down, and how the program comes to it.</summary>
/// <remarks>
/// A processor, a compiler or an installation that computes wrongly would pay wrong amounts without a sign. So known answers are
/// asked for before anything is computed for anybody: <c>docs/decisions/0011-money-on-every-processor.md</c>.
/// </remarks>
/// <param name="Name">What is computed, such as <c>largest_remainder, capital in fen</c>.</param>
/// <param name="Expected">The answer as it was written down; never worked out by the code that is asked.</param>
/// <param name="Figures">How many amounts or values the answer holds.</param>
/// <param name="Compute">Computes it on this machine.</param>
public sealed record KnownAnswer(string Name, string Expected, int Figures, Func<string> Compute)
{
    /// <summary>What comes out here instead; null when it is the known answer.</summary>
    public string? Difference()
    {
        var got = Got();
        return string.Equals(got, Expected, StringComparison.Ordinal) ? null : got;
    }

    // Wrong code fails in any way at all: whatever it throws is not the answer.
    private string Got()
    {
        try
        {
            return Compute();
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }
}
