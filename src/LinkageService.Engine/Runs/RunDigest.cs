using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Runs;

/// <summary>
/// SHA-256 over everything a run read and gave, in one byte form: header lines in UTF-8, the ids in member order, every
/// holding, tag and label the scheme reads, every step's amounts. The first line names the form: <c>linkage-run-3</c> packs ids and
/// columns (<see cref="PackedDigest"/>); runs made by earlier rules keep <c>linkage-run-1</c> or, with share-days,
/// <c>linkage-run-2</c> (<see cref="LineDigest"/>), and give their digest for ever.
/// </summary>
internal static class RunDigest
{
    public static string Of(Distribution distribution)
    {
        var isPacked = distribution.Scheme.Rules switch
        {
            RuleVersion.First or RuleVersion.Second => false,
            RuleVersion.Third or RuleVersion.Fourth => true,
            var rules => throw new ArgumentOutOfRangeException(nameof(distribution), rules, "No digest is known for these rules."),
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Header(distribution, isPacked)));
        if (isPacked)
        {
            PackedDigest.AppendBody(hash, distribution);
        }
        else
        {
            LineDigest.AppendBody(hash, distribution);
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Header(Distribution distribution, bool isPacked)
    {
        var (scheme, terms, roster) = (distribution.Scheme, distribution.Terms, distribution.Roster);
        var header = new StringBuilder(isPacked ? "linkage-run-3\n" : roster.Window is null ? "linkage-run-1\n" : "linkage-run-2\n");
        header.Append(scheme.Digest).Append('\n').Append(terms.Year.ToString(CultureInfo.InvariantCulture)).Append('\n');
        if (roster.Window is { } window)
        {
            header.Append(CultureInfo.InvariantCulture, $"window {window.From:yyyy-MM-dd} {window.To:yyyy-MM-dd}\n");
        }

        foreach (var parameter in scheme.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            Append(header, 'p', parameter.Name, terms.Parameters[parameter.Name]);
        }

        foreach (var input in scheme.Inputs.OrderBy(input => input.Name, StringComparer.Ordinal))
        {
            Append(header, 'i', input.Name, terms.Inputs[input.Name]);
        }

        foreach (var source in distribution.Sources.OrderBy(source => source.Name, StringComparer.Ordinal))
        {
            header.Append(CultureInfo.InvariantCulture, $"s {source.Name} {source.Amount}\n");
        }

        foreach (var fund in distribution.Funds)
        {
            header.Append(CultureInfo.InvariantCulture, $"f {fund.Name} {fund.Amount} {(fund.IsCarried ? "carried" : "kept")}\n");
        }

        return header.Append(CultureInfo.InvariantCulture, $"households {roster.Count}\n").ToString();
    }

    private static void Append(StringBuilder header, char kind, string name, Amounts.Fraction value) =>
        header.Append(CultureInfo.InvariantCulture, $"{kind} {name} {value.Numerator}/{value.Denominator}\n");
}
