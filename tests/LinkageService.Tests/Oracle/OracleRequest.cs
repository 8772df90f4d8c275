using System.Numerics;
using System.Text;

namespace LinkageService.Tests.Oracle;

/// <summary>One run asked for, as plain texts.</summary>
internal sealed record OracleRequest(
    string Scheme,
    int Year,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyList<OracleHousehold> Households)
{
    /// <summary>The request as one would type it, to repeat a failure by hand.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Scheme).Append(" in ").Append(Year).AppendLine();
        text.Append("  parameters: ").AppendJoin(", ", Parameters
            .Select(entry => entry.Key + "=" + entry.Value)).AppendLine();
        text.Append("  inputs: ").AppendJoin(", ", Inputs
            .Select(entry => entry.Key + "=" + entry.Value)).AppendLine();
        foreach (var household in Households.Take(30))
        {
            text.Append("  ").AppendLine(household.ToString());
        }

        return text.ToString();
    }
}

/// <summary>One household as plain texts.</summary>
internal sealed record OracleHousehold(
    string Id, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Holdings)
{
    public override string ToString() =>
        $"{Id} [{string.Join(' ', Tags)}] "
            + $"{string.Join(", ", Holdings.Select(entry => entry.Key + "=" + entry.Value))}";
}

/// <summary>What a run must come to: everything in fen, or an error code.</summary>
internal sealed record OracleAnswer(
    string? Error,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, BigInteger>> Lines,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, BigInteger>> Records,
    IReadOnlyDictionary<string, BigInteger> Funds,
    IReadOnlyList<string> Carried,
    IReadOnlyDictionary<string, BigInteger> Sources,
    IReadOnlyDictionary<string, OracleRounding> Roundings)
{
    public static OracleAnswer Refused(string code) => new(
        code,
        new Dictionary<string, IReadOnlyDictionary<string, BigInteger>>(),
        new Dictionary<string, IReadOnlyDictionary<string, BigInteger>>(),
        new Dictionary<string, BigInteger>(),
        [],
        new Dictionary<string, BigInteger>(),
        new Dictionary<string, OracleRounding>());
}

/// <summary>What the rounding of one allocation did, counted in the plainest way.</summary>
internal sealed record OracleRounding(BigInteger ResidueFen, BigInteger LargestErrorMicroFen, int UnequalHolders,
    BigInteger RateFen);

/// <summary>Stops an oracle's run with an error code.</summary>
internal sealed class OracleRefusal(string code) : Exception(code)
{
    public string Code => Message;
}
