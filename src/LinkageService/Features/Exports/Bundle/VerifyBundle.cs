using System.Text.Json;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Proofs;
using LinkageService.Engine.Runs;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Verification;
using LinkageService.Tables;
using LinkageService.Tables.Csv;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>What was looked at in a bundle.</summary>
/// <param name="Files">Files held against the list of sums.</param>
/// <param name="Households">Households with an amount.</param>
/// <param name="IsRecomputed">Whether they could be computed again; null where the bundle's calculation gives nothing by itself.</param>
/// <param name="AuditEntries">Entries whose hash was computed again.</param>
/// <param name="Proofs">Households of the full list; 0 where there are no proofs.</param>
internal sealed record BundleVerification(int Files, int Households, bool? IsRecomputed, int AuditEntries, int Proofs)
{
    /// <summary>Whether life, meeting, checks and tax were held to the audit log.</summary>
    public bool IsRunHeld { get; init; }

    /// <summary>Whether the table of statements was written again.</summary>
    public bool IsTableHeld { get; init; }

    /// <summary>Whether the names in it were held to the proofs.</summary>
    public bool AreNamesHeld { get; init; }
}

/// <summary>Checks a bundle by nothing but itself.</summary>
internal sealed class VerifyBundle(SchemeLibrary library, FindingList findings)
{
    /// <exception cref="InvalidDataException">It is no zip file.</exception>
    public BundleVerification Handle(Stream stream, CancellationToken cancellation)
    {
        var bundle = OpenedBundle.Read(stream, findings);
        if (About(bundle) is not { } about)
        {
            return new BundleVerification(bundle.Count, 0, IsRecomputed: null, 0, 0);
        }

        var run = bundle.Read(BundleFile.Run, BundleContracts.Default.JsonElement, findings);
        if (run.ValueKind != JsonValueKind.Object || Text(run, "digest") != about.Digest || Text(run, "id") != about.Run)
        {
            findings.Add(BundleFile.Run, "不是这次核算，或摘要不一样", "is not this run, or has another digest");
        }

        var amounts = Amounts(bundle);
        var again = bundle.Find(BundleFile.Calculation) is null ? null : Computed(bundle, cancellation);
        bool? isRecomputed = about.CalculationDigest is null ? null : Recompute(bundle, about, again, amounts);
        CheckScans(bundle);
        var entries = CheckAudit(bundle, about);
        var kept = new VerifyBundleRun(bundle, about, findings);
        var stored = kept.Check();
        var leaves = CheckProofs(bundle, about, amounts, paysMore: PaysMore(run));
        var areNamesHeld = false;
        if (stored is not null)
        {
            CheckTotal(stored, amounts);
            var withheld = kept.CheckWithheld(stored).ByHousehold();
            areNamesHeld = again is not null && new VerifyBundleStatements(bundle, stored, again, findings)
                .Check(amounts, withheld, leaves, isRecomputed is true);
        }

        return new BundleVerification(bundle.Count, amounts.Count, isRecomputed, entries, leaves.Count)
        {
            IsRunHeld = stored is not null, IsTableHeld = stored is not null && again is not null, AreNamesHeld = areNamesHeld,
        };
    }

    // What corrections left is no amount of the calculation.
    private static bool PaysMore(JsonElement run) => run.ValueKind == JsonValueKind.Object
        && (run.TryGetProperty("settled", out _) || run.TryGetProperty("settlement", out _));

    private void CheckTotal(StoredRun stored, Dictionary<string, Dictionary<string, string>> amounts)
    {
        var sum = amounts.Values.Sum(row => Money.TryParse(row.GetValueOrDefault(BundleFile.Total) ?? "", out var money)
            == DecimalFault.None ? money.Fen : 0);
        if (sum != stored.Summary.Totals.Households.Fen)
        {
            findings.Add(BundleFile.Amounts, $"加起来是 {TextOf(sum)} 元，核算里是 {stored.Summary.Totals.Households} 元",
                $"adds up to {TextOf(sum)} yuan, the run has {stored.Summary.Totals.Households}");
        }
    }

    private BundleContract? About(OpenedBundle bundle)
    {
        if (bundle.Read(BundleFile.About, BundleContracts.Default.BundleContract, findings) is { Format: BundleContract.FormatName } about)
        {
            return about;
        }

        findings.Add(BundleFile.About, $"不是 {BundleContract.FormatName}", $"is no {BundleContract.FormatName}");
        return null;
    }

    // Yuan of each household by the headings of the table.
    private Dictionary<string, Dictionary<string, string>> Amounts(OpenedBundle bundle)
    {
        var amounts = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        try
        {
            using var csv = CsvRows.Open(new MemoryStream(bundle.Find(BundleFile.Amounts) ?? []), TableLimits.Default);
            var headings = csv.Read()?.Cells ?? [];
            while (csv.Read() is { } row)
            {
                if (row.Cells.Count != headings.Count || !amounts.TryAdd(row.Cells[0], headings.Zip(row.Cells).Skip(1)
                    .ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal)))
                {
                    findings.Add(BundleFile.Amounts,
                        $"第 {row.Number} 行：列数不对，或这一户有两行", $"row {row.Number}: other columns, or the household twice");
                }
            }
        }
        catch (TableException)
        {
            findings.Add(BundleFile.Amounts, "读不出来", "cannot be read");
        }

        return amounts;
    }

    private Distribution? Computed(OpenedBundle bundle, CancellationToken cancellation)
    {
        var limits = new Limits { MaxHouseholds = int.MaxValue, MaxSchemeBytes = int.MaxValue };
        var request = CalculationJsonReader.Read(bundle.Find(BundleFile.Calculation) ?? [], limits, out _);
        var result = request is null ? null : new CalculateDistribution(library, limits, TimeProvider.System).Handle(request, cancellation);
        return result?.Distribution;
    }

    private bool Recompute(
        OpenedBundle bundle, BundleContract about, Distribution? again, Dictionary<string, Dictionary<string, string>> amounts)
    {
        if (again is null)
        {
            findings.Add(BundleFile.Calculation, "按它算不出结果", "gives no result");
            return false;
        }

        if (!string.Equals(again.Digest, about.CalculationDigest, StringComparison.Ordinal))
        {
            findings.Add(BundleFile.Calculation,
                $"重算得 {DigestText.Short(again.Digest)}，核算时是 {about.CalculationDigest}",
                $"gives {DigestText.Short(again.Digest)}, the run had {about.CalculationDigest}");
        }

        if (about.Kind == RunKinds.Distribution)
        {
            // The check code on the wall is that of the calculation, but where the run pays what corrections left as well.
            if (about.Digest != again.Digest && !PaysMore(bundle.Read(BundleFile.Run, BundleContracts.Default.JsonElement, findings)))
            {
                findings.Add(BundleFile.About, $"重算的校验码是 {DigestText.Short(again.Digest)}，不是 {about.Digest}",
                    $"the check code computed again is {DigestText.Short(again.Digest)}, not {about.Digest}");
            }

            Compare(RunBooks.Of(again), amounts);
        }

        return true;
    }

    private void Compare(RunBooks books, Dictionary<string, Dictionary<string, string>> amounts)
    {
        var differing = 0;
        for (var household = 0; household < books.Households.Count; household++)
        {
            var stated = amounts.GetValueOrDefault(books.Households[household]);
            var isSame = stated is not null && stated.GetValueOrDefault(BundleFile.Total) == TextOf(books.TotalsFen.Span[household])
                && books.Steps.All(step => stated.GetValueOrDefault(step.Id) == TextOf(step.Amounts.Span[household]));
            if (!isSame && differing++ < FindingList.MaxKept)
            {
                var (computed, listed) = (TextOf(books.TotalsFen.Span[household]), stated?.GetValueOrDefault(BundleFile.Total));
                findings.Add($"{BundleFile.Amounts} {books.Households[household]}",
                    $"重算得 {computed} 元，表上是 {listed ?? "没有"}", $"computed {computed} yuan, the table has {listed ?? "nothing"}");
            }
        }

        if (amounts.Count != books.Households.Count)
        {
            findings.Add(BundleFile.Amounts, $"有 {amounts.Count} 户，重算有 {books.Households.Count} 户",
                $"has {amounts.Count} households, {books.Households.Count} were computed");
        }
    }

    private void CheckScans(OpenedBundle bundle)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        var files = bundle.Read(BundleFile.Files, BundleContracts.Default.BundleScansContract, findings)?.Files ?? [];
        foreach (var file in files.Where(file => file.RemovedAt is null))
        {
            var name = BundleExport.ScanName(file.Id, file.Name);
            wanted.Add(name);
            if (bundle.Find(name) is not { } bytes || DigestText.Of(System.Security.Cryptography.SHA256.HashData(bytes)) != file.Digest)
            {
                findings.Add(name, "缺少，或和存下时不一样", "is missing, or is not what was kept");
            }
        }

        foreach (var name in bundle.Scans.Where(name => !wanted.Contains(name)))
        {
            findings.Add(name, $"不在 {BundleFile.Files} 里", $"is not in {BundleFile.Files}");
        }
    }

    private int CheckAudit(OpenedBundle bundle, BundleContract about)
    {
        var entries = bundle.Read(BundleFile.Audit, BundleContracts.Default.BundleEntriesContract, findings)?.Entries ?? [];
        var root = (string?)null;
        foreach (var entry in entries)
        {
            if (!HasItsHash(entry))
            {
                findings.Add($"{BundleFile.Audit} {entry.Seq}", "内容和它的哈希不符", "is not what its hash says");
            }
            else if (entry.Action == "run.submit")
            {
                root = ProofRootOf(entry) ?? root;
            }
        }

        if (!string.Equals(root, about.ProofRoot, StringComparison.Ordinal))
        {
            findings.Add(BundleFile.Audit, "提交时记下的存证根和包里的不一样", "the root noted when it was submitted is another than the bundle's");
        }

        return entries.Count;
    }

    // Whoever makes up an entry can give it a hash of its own.
    private static string? ProofRootOf(BundleEntryContract entry)
    {
        try
        {
            using var details = JsonDocument.Parse(entry.Details);
            return details.RootElement.ValueKind == JsonValueKind.Object ? Text(details.RootElement, "proofRoot") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasItsHash(BundleEntryContract entry)
    {
        try
        {
            return entry.HasItsHash();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return false;
        }
    }

    private Dictionary<string, ProofLeaf> CheckProofs(
        OpenedBundle bundle, BundleContract about, Dictionary<string, Dictionary<string, string>> amounts, bool paysMore)
    {
        var leaves = new Dictionary<string, ProofLeaf>(StringComparer.Ordinal);
        if (bundle.Read(BundleFile.Proofs, BundleContracts.Default.BundleProofsContract, findings) is not { } proofs)
        {
            if (about.ProofRoot is not null)
            {
                findings.Add(BundleFile.Proofs, "缺少存证名单", "the list of proofs is missing");
            }

            return leaves;
        }

        try
        {
            var list = proofs.Households.Select(each => new ListedHousehold(
                new ProofLeaf(each.Household, FenOf(each.Due), FenOf(each.Owed), HashOf(each.StatementHash)),
                Convert.FromHexString(each.Salt)));
            var run = new ProofRun(proofs.Run.Organization, proofs.Run.Id, proofs.Run.Year, proofs.Run.Scheme, proofs.Run.Digest);
            var totals = new ProofTotals(proofs.Root.Households, FenOf(proofs.Root.Due), FenOf(proofs.Root.Owed));
            var households = list.ToArray();
            var isOfRun = proofs.Root.Hash == about.ProofRoot && proofs.Run.Digest == about.Digest && proofs.Run.Id == about.Run;
            if (!isOfRun || ProofCheck.List(run, households, totals, HashOf(proofs.Root.Hash)) != ProofFault.None)
            {
                findings.Add(BundleFile.Proofs, "名单和提交时的存证根不符", "the list does not give the root fixed when it was submitted");
            }

            foreach (var leaf in households.Select(each => each.Leaf))
            {
                var stated = amounts.GetValueOrDefault(leaf.Household)?.GetValueOrDefault(BundleFile.Total);
                if (paysMore ? stated is null : stated != TextOf(leaf.DueFen - leaf.OwedFen))
                {
                    findings.Add($"{BundleFile.Proofs} {leaf.Household}", "和金额表上的不一样", "is not what the table of amounts has");
                }

                leaves[leaf.Household] = leaf;
            }

            return leaves;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            findings.Add(BundleFile.Proofs, "读不出来", "cannot be read");
            return leaves;
        }
    }

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[] HashOf(string text) => Convert.FromHexString(text[DigestText.Prefix.Length..]);

    private static long FenOf(string yuan) =>
        Money.TryParse(yuan, out var money) == DecimalFault.None ? money.Fen : throw new FormatException(yuan);

    private static string TextOf(long fen) => new Money(fen).ToString();
}
