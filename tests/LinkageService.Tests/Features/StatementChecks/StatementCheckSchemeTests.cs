using System.Text;
using LinkageService.Engine.StatementChecks;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>Sheets of every shipped scheme: right ones have no fault, named or not, and what is planted is found.</summary>
public sealed class StatementCheckSchemeTests(ITestOutputHelper output)
{
    [FullRunFact]
    public async Task SheetsOfCases_HaveNoFault()
    {
        var (count, named) = (0, 0);
        foreach (var each in SchemeCases.All)
        {
            if (SchemeSheets.Of(each) is not { } sheet)
            {
                continue;
            }

            var report = await SheetRun.CheckAsync(sheet);
            count++;
            named += report.Rules.Any(rule => rule is { IsTaken: true, Scheme: not null } && rule.Matched == rule.Compared) ? 1 : 0;
            Assert.True(report.Faults == 0, $"{each}\n{SheetRun.Show(report)}\n{Encoding.UTF8.GetString(sheet.Csv())}");
        }

        output.WriteLine($"{count} sheets of cases, 0 with a fault; the scheme explains every household of {named}");
        Assert.True(named >= count * 9 / 10, $"{named} of {count}");
    }

    [FullRunFact]
    public async Task PlantedFaults_OfEveryScheme_AreFound()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        var (planted, found, told, right) = (0, 0, 0, 0);
        var (weak, schemes) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var scheme in SchemeSheets.Schemes)
        {
            for (var round = 0; round < Thorough.Of(5, 1); round++)
            {
                foreach (var (name, plant) in Faults)
                {
                    if (SchemeSheets.Draw(scheme, random) is not { } sheet || plant(sheet, random) is not { } wanted)
                    {
                        continue;
                    }

                    schemes.Add(scheme.Id);
                    var report = await SheetRun.CheckAsync(sheet, wanted);
                    var seen = SheetRun.Faults(report).ToArray();
                    sheet.Rows();
                    planted++;
                    found += seen.Any(fault => wanted.Rows.Contains(fault.Row)) ? 1 : 0;
                    told += seen.Length;
                    right += seen.Count(fault => wanted.Rows.Contains(fault.Row));
                    if (!seen.Any(fault => wanted.Rows.Contains(fault.Row)) || seen.Any(fault => !wanted.Rows.Contains(fault.Row)))
                    {
                        weak.Add($"{scheme.Id}, {name}, rows {string.Join(' ', wanted.Rows)}\n{SheetRun.Show(report)}");
                    }
                }
            }
        }

        output.WriteLine($"{schemes.Count} schemes: planted {planted}, found {found}, told {told}, of them where planted {right}");
        var shown = $"TEST_SEED={seed}\n" + string.Join("\n\n", weak.Take(8));
        Assert.True(found * 100 >= planted * 97, shown);
        Assert.True(right * 100 >= told * 98, shown);
    }

    private static IReadOnlyList<(string Name, Func<MadeSheet, Random, Planted?> Plant)> Faults { get; } =
    [
        ("swapped", (sheet, random) => Change(sheet, random, (lines, at, column) =>
        {
            (lines[at].Fen[column], lines[at + 1].Fen[column]) = (lines[at + 1].Fen[column], lines[at].Fen[column]);
            return [at, at + 1];
        })),
        ("transposed", (sheet, random) => Change(sheet, random, (lines, at, column) =>
        {
            lines[at].Fen[column] = PlantedFaults.Transposed(lines[at].Fen[column]);
            return [at];
        })),
        ("point moved", (sheet, random) => Change(sheet, random, (lines, at, column) =>
        {
            lines[at].Fen[column] *= 10;
            return [at];
        })),
        ("a fen more", (sheet, random) => Change(sheet, random, (lines, at, column) =>
        {
            lines[at].Fen[column]++;
            return [at];
        })),
        ("left out", (sheet, random) => Change(sheet, random, (lines, at, column) =>
        {
            lines[at].Fen[column] = 0;
            return [at];
        })),
        ("twice", (sheet, random) => Change(sheet, random, (lines, at, column) =>
        {
            lines[at].Fen[column] *= 2;
            return [at];
        })),
        ("row total", (sheet, random) =>
        {
            var at = random.Next(sheet.Lines.Count);
            sheet.Lines[at].Fen[^1] += 1_234;
            sheet.Rows();
            return new Planted([sheet.Lines[at].Row], SheetCause.Unknown);
        }),
        ("sum", (sheet, random) =>
        {
            var column = sheet.Money.Length - 1;
            var sum = sheet.Lines.Sum(line => line.Fen[column]);
            var at = sheet.Lines.FindIndex(line => line.Fen[column] > 0);
            sheet.Written[(-1, column)] = sum - sheet.Lines[at].Fen[column];
            return new Planted([sheet.Rows().FindIndex(cells => cells[0] == "合计") + 1], SheetCause.SumLeavesRowsOut);
        }),
    ];

    // In one column of money, with the totals made anew: the fault is in the part.
    private static Planted? Change(MadeSheet sheet, Random random, Func<List<MadeLine>, int, int, int[]> change)
    {
        var column = random.Next(sheet.Money.Length - 1);
        var at = random.Next(sheet.Lines.Count - 1);
        if (sheet.Lines[at].Fen[column] < 0)
        {
            return null;
        }

        var before = sheet.Lines.Select(line => line.Fen[column]).ToArray();
        var rows = change(sheet.Lines, at, column);
        sheet.Total();
        sheet.Rows();
        return sheet.Lines.Select(line => line.Fen[column]).SequenceEqual(before)
            ? null
            : new Planted([.. rows.Select(line => sheet.Lines[line].Row)], SheetCause.Unknown);
    }
}
