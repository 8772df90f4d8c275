using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Workbooks;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Oracle;

namespace LinkageService.Tests.Features.Exports;

/// <summary>
/// The workbook that computes itself, computed anew by LibreOffice: every cell as the service has it, and after its inputs were changed
/// what the service computes of the changed inputs.
/// </summary>
public sealed class ComputedStatementsTests(ITestOutputHelper output)
{
    private const int Rosters = 5_000;

    [FullRunFact]
    public async Task Cases_AllSchemes_EveryCellComputedAnewIsAsStored()
    {
        var books = new Recalculation();
        var (written, refused, done) = (new List<(string Case, CellsOfRun Book)>(), new SortedSet<string>(StringComparer.Ordinal), 0);
        foreach (var each in SchemeCases.WithArrangements.Where(each => each.Expected.ErrorCode is null && each.Households.Count > 0))
        {
            var scheme = SchemeCompiler.Compile(each.Document).Scheme!;
            if (EngineRun.Of(scheme, Request(each)).Distribution is not { } run)
            {
                continue;
            }

            done++;
            if (Recalculation.Of(run, out var problem, isChinese: done % 2 == 0) is { } book)
            {
                books.Add(book);
                written.Add((each.ToString(), book));
            }
            else
            {
                Assert.True(!each.IsInLibrary || problem!.Code == ProblemCodes.WorkbookBeyondPrecision, $"{each}: {problem!.Message.En}");
                refused.Add($"{each.Scheme}: {problem!.Code} {problem.Field}: {problem.Message.En}");
            }
        }

        Assert.True(written.Count * 10 > done * 8, $"{written.Count} of {done} cases");
        output.WriteLine($"{written.Count} of {done} cases; refused:\n{string.Join('\n', refused)}");
        var computed = await books.ComputeAsync();
        for (var at = 0; at < written.Count; at++)
        {
            ExpectStored(written[at].Case, written[at].Book, computed[at]);
        }
    }

    [FullRunFact]
    public async Task RandomRosters_ComputedAnewAndWithInputsChanged_AreTheServiceToTheFen()
    {
        var books = new Recalculation();
        var expected = new List<(string Repeat, CellsOfRun Book, CellsOfRun? Changed)>();
        var (refused, paired) = (0, 0);
        var schemes = OracleCases.Schemes.Select(row => row.Data).ToArray();
        var wanted = Thorough.Of(full: Rosters, quick: 200);
        for (var number = 0; expected.Count < wanted; number++)
        {
            var id = schemes[number % schemes.Length];
            var request = WorkbookRequests.Of(id, OracleCases.Seed, number);
            if (EngineRun.Of(request).Distribution is not { } run)
            {
                continue;
            }

            if (Recalculation.Of(run, out _) is not { } book)
            {
                refused++;
                continue;
            }

            var other = WorkbookRequests.Changed(request, OracleCases.Seed, number);
            var changed = number % 2 == 0 || EngineRun.Of(other).Distribution is not { } otherRun ? null
                : Recalculation.Of(otherRun, out _);
            var mixed = changed is null ? null : book.With(changed);
            books.Add(mixed ?? book);
            expected.Add((OracleCases.Repeat(mixed is null ? request : other), book, mixed is null ? null : changed));
            paired += mixed is null ? 0 : 1;
        }

        var computed = await books.ComputeAsync();
        var beyond = 0;
        for (var at = 0; at < expected.Count; at++)
        {
            var (repeat, book, changed) = expected[at];
            if (changed is null)
            {
                ExpectStored(repeat, book, computed[at]);
            }
            else
            {
                beyond += ExpectPaid(repeat, book, changed, computed[at]) ? 0 : 1;
            }
        }

        output.WriteLine($"{expected.Count} rosters, {paired} of them with inputs changed, {beyond} of these beyond precision; "
            + $"{refused} refused");
        Assert.True(paired * 4 > expected.Count && beyond * 10 < paired, "too few changed inputs can be computed");
    }

    [FullRunFact]
    public async Task Export_FormulasFull_IsTheRunAndComputesItself()
    {
        await using var village = await ExportVillage.StartAsync();
        var run = await village.RunAsync();
        var workbook = await village.ExportAsync(run, "statements.xlsx", "?formulas=full");
        if (Environment.GetEnvironmentVariable("WORKBOOK_SHOT") is { } kept)
        {
            await File.WriteAllBytesAsync(kept, workbook);
        }

        var computed = await LibreOfficeTests.RecomputedAsync(workbook);
        foreach (var sheet in new[] { "分配表", "参数", "名册", "计算", "步骤", "账户" })
        {
            Assert.Contains("核对：各项都对", computed[sheet], StringComparison.Ordinal);
            Assert.Contains("与服务算出的数一分不差", computed[sheet], StringComparison.Ordinal);
        }

        var households = (await village.Runs.GetAsync("/v1/runs/" + run)).Json.GetProperty("totals").GetProperty("households").GetString()!;
        Assert.Contains($"\"{households}\"", computed["分配表"].TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        foreach (var (kind, query, status, code) in new[]
        {
            ("statements.csv", "?formulas=full", 400, "invalid_value"), ("notice.html", "?formulas=full", 400, "invalid_value"),
            ("statements.xlsx", "?formulas=all", 400, "invalid_value"), ("statements.xlsx", "?formulas=totals", 200, ""),
        })
        {
            var answer = await village.Service.GetAsync($"/v1/runs/{run}/exports/{kind}{query}");
            Assert.Equal((status, code), (answer.Status, status == 200 ? "" : answer.Code));
        }
    }

    [FullRunFact]
    public void Of_StepThatNoFormulaComputes_IsRefusedByItsCode()
    {
        foreach (var scheme in SchemeCases.WithArrangements.GroupBy(each => each.Scheme, StringComparer.Ordinal))
        {
            var problem = RunWorkbook.Unsupported(SchemeCompiler.Compile(scheme.First().Document).Scheme!);
            Assert.True(problem is null || (!scheme.First().IsInLibrary && problem.Code == ProblemCodes.WorkbookStepUnsupported
                && problem.Field.StartsWith("steps[", StringComparison.Ordinal)), $"{scheme.Key}: {problem?.Message.En}");
        }
    }

    // Every formula gives the number or text that was stored beside it.
    private static void ExpectStored(string what, CellsOfRun book, Func<int, int, int, string> computed)
    {
        foreach (var (sheet, row, column, cell) in book.Cells().Where(cell => cell.Cell.Formula is not null))
        {
            var got = computed(sheet, row, column);
            Assert.True(IsSame(cell, got),
                $"{what}\n{book.Sheets[sheet].Name}, row {row + 1}, column {column + 1} ={cell.Formula}: "
                + $"{cell.Text} stored, {got} computed");
        }
    }

    // The first sheet shows what the service pays of the other inputs, unless the workbook says that it cannot.
    private static bool ExpectPaid(string what, CellsOfRun book, CellsOfRun other, Func<int, int, int, string> computed)
    {
        var checks = book.Sheets.Length - 1;
        if (computed(0, 2, 0) != "核对：各项都对")
        {
            Assert.True(computed(checks, 4, 4) == "超出 Excel 精度", what + "\n" + string.Join('\n', book.Sheets[checks].Rows
                .Select((row, at) => computed(checks, at, 3) == "0" || row.Count == 0 ? "" : $"{row[0].Text}: {computed(checks, at, 3)}")));
            return false;
        }

        // What the workbook differs from what the service computed of the first inputs is no amount of the second.
        var difference = other.Sheets[0].Rows[7].ToList().FindIndex(cell => cell.Text == "差");
        var isOther = false;
        foreach (var (_, row, column, cell) in other.Cells()
            .Where(cell => cell is { Sheet: 0, Cell: { Formula: not null, IsNumber: true } } && cell.Column != difference))
        {
            var got = computed(0, row, column);
            Assert.True(IsSame(cell, got),
                $"{what}\nrow {row + 1}, column {column + 1}: {cell.Text} by the service, {got} by the workbook");
            isOther |= cell.Text != book.Sheets[0].At(row, column).Text;
        }

        Assert.False(isOther && computed(0, 3, 0) == "与服务算出的数一分不差", what);
        return true;
    }

    private static bool IsSame(WorkbookCell cell, string got)
    {
        if (!cell.IsNumber)
        {
            return cell.Text == got;
        }

        var (stored, computed) = (double.Parse(cell.Text, CultureInfo.InvariantCulture), double.TryParse(
            got, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN);
        // A share shown as a decimal is the only number that is not exact.
        return cell.Look == WorkbookLook.Number
            ? Math.Abs(stored - computed) <= 1e-12 * Math.Max(1, Math.Abs(stored))
            : stored.Equals(computed);
    }

    private static OracleRequest Request(SchemeCase each) => new(
        each.Scheme, each.Year, each.Parameters, each.Inputs,
        [.. each.Households.Select(household => new OracleHousehold(household.Id, household.Tags, household.Holdings))]);
}
