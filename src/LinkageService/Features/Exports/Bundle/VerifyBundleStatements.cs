using System.Text;
using LinkageService.Documents;
using LinkageService.Engine;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Proofs;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Taxes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Features.Statements;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Verification;
using LinkageService.Tables;
using LinkageService.Tables.Csv;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>
/// Writes the table of statements again, out of amounts, roster and what is withheld, and compares it cell by cell; names are held to the
/// hashes of the slips in the list of proofs.
/// </summary>
/// <param name="bundle">The bundle.</param>
/// <param name="run">The stored run.</param>
/// <param name="again">Its calculation; of a correction, that of the corrected roster.</param>
/// <param name="findings">What is wrong.</param>
internal sealed class VerifyBundleStatements(OpenedBundle bundle, StoredRun run, Distribution again, FindingList findings)
{
    private const int NameColumn = 1;

    private readonly IReadOnlyList<(int Column, string Step, Engine.Problems.LocalizedText Title)> _carried =
        RunFacts.Of(run.Row, []).Carry?.Columns() ?? [];

    /// <summary>Checks the table.</summary>
    /// <param name="amounts">Yuan of each household by step.</param>
    /// <param name="withheld">What is taken from each household.</param>
    /// <param name="leaves">The list of proofs; empty where there are none.</param>
    /// <param name="isExact">Whether the calculation is that of the run: prices on slips are then known.</param>
    /// <returns>Whether the names could be checked.</returns>
    public bool Check(
        IReadOnlyDictionary<string, Dictionary<string, string>> amounts, IReadOnlyDictionary<string, Withheld> withheld,
        IReadOnlyDictionary<string, ProofLeaf> leaves, bool isExact)
    {
        if (Rows() is not [var headings, .. var rows])
        {
            findings.Add(BundleFile.Statements, "缺少，或读不出来", "is missing, or cannot be read");
            return false;
        }

        var sheet = SheetOf(new ExportWords(headings[0] == "户编号"));
        if (!headings.SequenceEqual(StatementsTable.Headings(sheet), StringComparer.Ordinal))
        {
            findings.Add(BundleFile.Statements, "列名不是这次核算的", "has other columns than the run");
            return false;
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var id = row[0];
            if (row.Length != headings.Length || !amounts.TryGetValue(id, out var own) || !names.TryAdd(id, row[NameColumn]))
            {
                findings.Add($"{BundleFile.Statements} {id}", "多出来的一行", "a row that is not of the run");
                continue;
            }

            // What is settled of earlier corrections is known from the list of proofs alone.
            if (run.Settled is null || leaves.ContainsKey(id))
            {
                CompareRow(sheet, headings, row, PayableOf(id, own, sheet, withheld, leaves) is { } payable
                    ? StatementsTable.Cells(sheet, HouseholdOf(id, own, payable)) : null);
            }
        }

        if (names.Count != amounts.Count)
        {
            findings.Add(BundleFile.Statements, $"有 {names.Count} 户，金额表有 {amounts.Count} 户",
                $"has {names.Count} households, the table of amounts has {amounts.Count}");
            return false;
        }

        var areNamesKnown = leaves.Count > 0 && isExact;
        if (areNamesKnown)
        {
            CheckNames(amounts, leaves, names);
        }

        return areNamesKnown;
    }

    private void CompareRow(ExportSheet sheet, string[] headings, string[] row, TableCell[]? expected)
    {
        if (expected is null)
        {
            findings.Add($"{BundleFile.Withheld} {row[0]}", "扣的比应得的多", "takes more than the household gets");
            return;
        }

        for (var at = NameColumn + 1; at < headings.Length; at++)
        {
            if (expected[at].Text != row[at])
            {
                findings.Add($"{BundleFile.Statements} {row[0]}", $"{headings[at]} 写着 {row[at]}，应为 {expected[at].Text}",
                    $"{headings[at]} is {row[at]}, {expected[at].Text} was computed{(sheet.IsCorrection ? " (a change)" : "")}");
            }
        }
    }

    private Payable? PayableOf(
        string id, Dictionary<string, string> own, ExportSheet sheet, IReadOnlyDictionary<string, Withheld> withheld,
        IReadOnlyDictionary<string, ProofLeaf> leaves)
    {
        var total = TotalOf(own);
        var settled = run.Settled is not null && leaves.TryGetValue(id, out var leaf) ? leaf.DueFen - leaf.OwedFen - total : 0;
        try
        {
            return Payable.Of(sheet.Policy, total, settled, withheld.GetValueOrDefault(id));
        }
        catch (InvariantBrokenException)
        {
            return null;
        }
    }

    // What a slip says is in its hash, and with it whom it is named after.
    private void CheckNames(
        IReadOnlyDictionary<string, Dictionary<string, string>> amounts, IReadOnlyDictionary<string, ProofLeaf> leaves,
        Dictionary<string, string> names)
    {
        string[] ids = [.. names.Keys.Order(StringComparer.Ordinal)];
        var steps = run.Columns.Steps;
        var totals = ids.Select(id => TotalOf(amounts[id])).ToArray();
        var slips = new ProofStatements(new RunSheet
        {
            Households = ColumnOf(ids), Names = ColumnOf(ids.Select(id => names[id])), Labels = [],
            Columns = [.. steps.Select(step => new SheetColumn(step.Step, step.Benefit, TitleOf(step.Step), step.IsRecord))],
            AmountsFen = [.. steps.Select(step => ids.Select(id => FenOf(amounts[id].GetValueOrDefault(step.Step))).ToArray())],
            TotalsFen = totals, Tags = new Dictionary<string, GroupMask>(),
            SettledFen = run.Settled is null ? null
                : [.. ids.Select((id, at) => leaves.TryGetValue(id, out var leaf) ? leaf.DueFen - leaf.OwedFen - totals[at] : 0)],
        }, run.Row.Kind == RunKinds.Distribution ? again : null);
        foreach (var (at, id) in ids.Index())
        {
            if (!leaves.TryGetValue(id, out var leaf) || !slips.Of(at).Hash().AsSpan().SequenceEqual(leaf.StatementHash))
            {
                findings.Add($"{BundleFile.Statements} {id}",
                    "户名或分项不是提交时存证的", "the name, or a line, is not what was proven when the run was submitted");
            }
        }
    }

    private ExportSheet SheetOf(ExportWords words)
    {
        var steps = run.Columns.Steps.Select((step, at) => (step.IsRecord, Column: new ExportColumn(
            at, step.Step, words.Of(TitleOf(step.Step)), SumFen: 0, Households: 0))).ToArray();
        var titles = new SchemeTitles(again.Scheme);
        var organization = new OrganizationRow(run.Row.OrganizationId, "", "", Parent: null, "", 0, 0, 0, 0);
        return new ExportSheet(run, organization, again.Scheme, words)
        {
            Lines = [.. steps.Where(step => !step.IsRecord).Select(step => step.Column)],
            Records = [.. steps.Where(step => step.IsRecord).Select(step => step.Column)],
            Carried = [.. _carried.Select((column, at) => new ExportColumn(
                steps.Length + at, column.Step, words.Of(column.Title), SumFen: 0, Households: 0))],
            Labels = [.. run.Summary.Labels.Select((label, at) => new ExportLabel(
                at, label.Name, words.Of(SchemeTitles.AsLabel(titles.Of(label.Name))), []))],
            Today = default, Totals = new SheetTotals(),
        };
    }

    private SheetHousehold HouseholdOf(string id, Dictionary<string, string> own, Payable payable)
    {
        var place = again.Roster.IndexOf(id);
        return new SheetHousehold(id,
        [
            .. run.Columns.Steps.Select(step => FenOf(own.GetValueOrDefault(step.Step))),
            .. _carried.Select(column => place < 0 ? 0 : again.Roster.Holding(column.Column)[place]),
        ])
        {
            Labels = [.. run.Summary.Labels.Select(label => place < 0 ? ""
                : again.Roster.Labels.FirstOrDefault(known => known.Name == label.Name)?[place] ?? "")],
            Payable = payable,
        };
    }

    private Engine.Problems.LocalizedText TitleOf(string step) =>
        again.Scheme.Steps.FirstOrDefault(known => known.Id == step)?.Title ?? new Engine.Problems.LocalizedText(step, step);

    private long TotalOf(Dictionary<string, string> own) =>
        run.Columns.Steps.Where(step => !step.IsRecord).Sum(step => FenOf(own.GetValueOrDefault(step.Step)));

    private List<string[]> Rows()
    {
        var rows = new List<string[]>();
        try
        {
            using var csv = CsvRows.Open(new MemoryStream(bundle.Find(BundleFile.Statements) ?? []), TableLimits.Default);
            while (csv.Read() is { } row)
            {
                rows.Add([.. row.Cells]);
            }

            return rows;
        }
        catch (TableException)
        {
            return [];
        }
    }

    private static TextColumn ColumnOf(IEnumerable<string> texts)
    {
        var column = new TextColumn.Builder(16);
        foreach (var text in texts)
        {
            column.Add(Encoding.UTF8.GetBytes(text));
        }

        return column.Build();
    }

    private static long FenOf(string? yuan) =>
        yuan is not null && Money.TryParse(yuan, out var money) == DecimalFault.None ? money.Fen : 0;
}
