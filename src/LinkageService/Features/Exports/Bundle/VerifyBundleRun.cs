using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Proofs;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Verification;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>
/// Holds what a bundle says of its run (life, meeting, checks, tax) to the stored run, and that to the digest the audit log keeps of it,
/// whose entry is held to the checkpoint.
/// </summary>
internal sealed class VerifyBundleRun(OpenedBundle bundle, BundleContract about, FindingList findings)
{
    /// <summary>The stored run; null where the bundle has none, or it cannot be read.</summary>
    public StoredRun? Check()
    {
        if (bundle.Read(BundleFile.Row, BundleContracts.Default.BundleRowContract, findings) is not { } row)
        {
            return null;
        }

        CheckAgainstAudit(row);
        if (Read(row) is not { } run)
        {
            findings.Add(BundleFile.Row, "读不出来", "cannot be read");
            return null;
        }

        if (row.Id != about.Run || row.Organization != about.Organization || row.Kind != about.Kind || row.Year != about.Year
            || row.Digest != about.Digest || run.Life.Proof?.Root != about.ProofRoot)
        {
            findings.Add(BundleFile.About, $"和 {BundleFile.Row} 说的不一样", $"is not what {BundleFile.Row} says");
        }

        var expected = JsonSerializer.SerializeToElement(RunContract.Of(run), RunContracts.Default.RunContract);
        var stated = bundle.Read(BundleFile.Run, BundleContracts.Default.JsonElement, findings);
        foreach (var field in Differing(expected, stated, ""))
        {
            findings.Add($"{BundleFile.Run} {field}", "不是存下的核算里的", "is not what the stored run has");
        }

        return run;
    }

    /// <summary>What is taken from each household, held to the digest in the life of the run.</summary>
    public BundleWithholdingsContract CheckWithheld(StoredRun run)
    {
        var withheld = bundle.Read(BundleFile.Withheld, BundleContracts.Default.BundleWithholdingsContract, findings)
            ?? new BundleWithholdingsContract([]);
        var kept = run.Life.Withholding;
        if (kept is null ? withheld.Rows.Count > 0 : withheld.Digest(run.Row.Id) != kept.Digest)
        {
            findings.Add(BundleFile.Withheld,
                "扣税和抵扣的明细不是提交时定下的", "tax and debts are not those fixed when the run was submitted");
        }

        var (tax, debts) = (0L, 0L);
        foreach (var each in withheld.ByHousehold().Values)
        {
            (tax, debts) = (tax + each.TaxFen, debts + each.SetOffFen);
        }

        if (kept is not null && (tax != kept.TaxFen || debts != kept.SetOffFen))
        {
            findings.Add(BundleFile.Withheld, "加起来不是核算里的总数", "does not add up to the totals of the run");
        }

        return withheld;
    }

    // Where two JSON texts differ: the way to each field.
    private static IEnumerable<string> Differing(JsonElement expected, JsonElement stated, string path)
    {
        if (expected.ValueKind != JsonValueKind.Object || stated.ValueKind != JsonValueKind.Object)
        {
            // A field that only one of them has is no value that could be compared.
            return expected.ValueKind != JsonValueKind.Undefined && stated.ValueKind != JsonValueKind.Undefined
                && JsonElement.DeepEquals(expected, stated) ? [] : [path];
        }

        var names = expected.EnumerateObject().Concat(stated.EnumerateObject()).Select(field => field.Name);
        return names.Distinct(StringComparer.Ordinal).SelectMany(name => Differing(
            expected.TryGetProperty(name, out var one) ? one : default, stated.TryGetProperty(name, out var other) ? other : default,
            path.Length == 0 ? name : path + "." + name));
    }

    private static StoredRun? Read(BundleRowContract row)
    {
        try
        {
            return StoredRun.Of(row.Read());
        }
        catch (Exception exception) when (DamagedRuns.IsDamage(exception) || exception is FormatException or ArgumentException
            or JsonException or NullReferenceException)
        {
            return null;
        }
    }

    private void CheckAgainstAudit(BundleRowContract row)
    {
        var audited = bundle.Read(BundleFile.Audit, BundleContracts.Default.BundleEntriesContract, findings);
        var entries = audited?.Entries ?? [];
        var last = entries.LastOrDefault(entry => entry.Subject == RunRow.SubjectOf(about.Run) && entry.After is not null);
        if (entries.Count < BundleExport.MaxEntries && DigestOf(row) != last?.After)
        {
            findings.Add(BundleFile.Row, "不是审计日志记下的", "is not what the audit log has the digest of");
        }

        if (audited?.Way is { } way && !Leads(way, entries))
        {
            findings.Add(BundleFile.Audit, $"最后一条不在 {BundleFile.Checkpoint} 之下", $"its last entry is not under {BundleFile.Checkpoint}");
        }
    }

    private static string? DigestOf(BundleRowContract row)
    {
        try
        {
            return DigestText.Of(row.Read().RowDigest());
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private bool Leads(IReadOnlyList<string> way, IReadOnlyList<BundleEntryContract> entries)
    {
        try
        {
            return AuditCheckpoint.Read(System.Text.Encoding.UTF8.GetString(bundle.Find(BundleFile.Checkpoint) ?? [])) is { } kept
                && entries is [.., var last] && HashTree.Leads(HashOf(last.Hash), last.Seq - 1, kept.Size, way.Select(HashOf), kept.Root);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return false;
        }
    }

    private static byte[] HashOf(string text) => Convert.FromHexString(text[DigestText.Prefix.Length..]);
}
