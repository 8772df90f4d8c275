using System.Diagnostics;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Workbooks;

/// <summary>
/// A run as a workbook that computes itself: figures and holdings as cells, every amount a formula down to the residue fen, and beside
/// the formulas the values of the service.
/// </summary>
public sealed class RunWorkbook
{
    /// <summary>The most households of a workbook.</summary>
    /// <value>5,000 (docs/workbook.md).</value>
    public const int MaxHouseholds = 5_000;

    private RunWorkbook(IReadOnlyList<WorkbookSheet> sheets) => Sheets = sheets;

    /// <summary>Its sheets, in order.</summary>
    public IReadOnlyList<WorkbookSheet> Sheets { get; }

    /// <summary>Why no run of a scheme can be had as a workbook; null where it can, as far as its figures allow.</summary>
    public static Problem? Unsupported(Scheme scheme) => scheme.Steps
        .Select(step => ReasonOf(step) is { } reason
            ? new Problem(ProblemCodes.WorkbookStepUnsupported, step.Field, new LocalizedText(
                $"步骤“{step.Title.Zh}”在会自己算的表里写不出来：{reason.Zh}",
                $"step \"{step.Id}\" cannot be written in a workbook that computes itself: {reason.En}"))
            : null)
        .FirstOrDefault(problem => problem is not null);

    /// <summary>Writes a run as a workbook.</summary>
    /// <param name="run">It, of at most <see cref="MaxHouseholds"/>.</param>
    /// <param name="head">What the workbook says of it.</param>
    /// <param name="problem">Why it cannot be had, where the answer is null.</param>
    /// <exception cref="InvariantBrokenException">The formulas do not come to what the service computed: a defect.</exception>
    public static RunWorkbook? Of(Distribution run, RunWorkbookHead head, out Problem? problem)
    {
        problem = Unsupported(run.Scheme);
        if (problem is not null)
        {
            return null;
        }

        var book = new Book(run, head.IsChinese);
        try
        {
            return new RunWorkbook(Write(book, head));
        }
        catch (BeyondPrecisionException)
        {
            problem = new Problem(ProblemCodes.WorkbookBeyondPrecision, book.Field ?? "", new LocalizedText(
                $"“{book.Step}”算到的整数超过 15 位，Excel 算不准，不能给出会自己算的表",
                $"at \"{book.Step}\" a whole number has more than 15 digits, which Excel does not compute exactly: no such workbook"));
        }

        return null;
    }

    private static LocalizedText? ReasonOf(Step step) => step switch
    {
        AllocateStep { Within: not null } or SplitStep { Within: not null } => new LocalizedText(
            "资金按归属分开（within）", "its money is kept apart by a label (within)"),
        AllocateStep { Cap: not null } or AllocateStep { Floor: not null } => new LocalizedText(
            "每户有上限或保底（cap、floor），要反复试算", "it has a cap or a floor per household, which takes rounds (cap, floor)"),
        AllocateStep or SplitStep or PayStep or GuaranteeStep or RecordStep or TakeStep or SelectStep or WithholdStep => null,
        _ => throw new UnreachableException(),
    };

    private static IReadOnlyList<WorkbookSheet> Write(Book book, RunWorkbookHead head)
    {
        var scope = new BookScope();
        var formulas = new BookFormulas(book, scope);
        var (steps, pages) = (new BookSteps(book, scope, formulas), new BookPages(book, scope, head));
        pages.Begin();
        new BookFigures(book, scope).Write(head.Taking);
        new BookRoster(book, scope).Write();
        book.Taking = head.Taking is { } taking ? new BookTaking(book, scope, taking) : null;
        book.Taking?.Begin();
        steps.Begin(pages);
        steps.Write();
        pages.RequireTheSame();
        new BookChecks(book, scope, formulas).Write();
        return pages.Sheets();
    }
}
