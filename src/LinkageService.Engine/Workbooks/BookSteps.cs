using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Workbooks;

/// <summary>Writes the steps of a scheme, one after another, as the engine executes them.</summary>
internal sealed partial class BookSteps(Book book, BookScope scope, BookFormulas formulas)
{
    private readonly BookSharing _sharing = new(book);
    private readonly Dictionary<Account, Term> _moves = [];
    private Term _applies = 1;

    private GridSheet Accounts => book.Accounts;

    /// <summary>Writes what every account holds before the first step.</summary>
    public void Begin(BookPages pages)
    {
        var accounts = book.Scheme.Steps.SelectMany(step => step.Accounts).Distinct()
            .OrderBy(account => account.Kind switch
            {
                AccountKind.Pool => 0,
                AccountKind.Payer => 1,
                AccountKind.Fund => 2,
                AccountKind.Carry => 3,
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        foreach (var account in accounts)
        {
            scope.Balances.TryAdd(account, 0);
        }

        pages.BeginAccounts(scope.Balances.Keys);
        book.Step = book.T("开始", "at the start");
        Move();
    }

    /// <summary>Writes all of them.</summary>
    public void Write()
    {
        foreach (var step in book.Scheme.Steps)
        {
            (book.Step, book.Field) = (book.T(step.Title), step.Field);
            _applies = Applies(step);
            Write(step);
            Move();
        }
    }

    private void Write(Step step)
    {
        switch (step)
        {
            case AllocateStep allocate:
                Allocate(allocate);
                break;
            case PayStep pay:
                Pay(pay);
                break;
            case GuaranteeStep guarantee:
                Guarantee(guarantee);
                break;
            case TakeStep take:
                Take(take);
                break;
            case SplitStep split:
                Split(split);
                break;
            case SelectStep select:
                Select(select);
                break;
            case WithholdStep withhold:
                Withhold(withhold);
                break;
            case RecordStep record:
                Record(record);
                break;
            default:
                throw new InvariantBrokenException("every kind of step is written");
        }
    }

    // 1 where the step is done; a year that is over, or not yet there, is known when the workbook is written.
    private Term Applies(Step step)
    {
        if (step.Head.When is not { } when)
        {
            return 1;
        }

        var year = book.Run.Terms.Year;
        Term applies = year >= (when.FromYear ?? int.MinValue) && year <= (when.ToYear ?? int.MaxValue) ? 1 : 0;
        if (when.Group is { } group)
        {
            applies *= BookMath.If(BookMath.Is(formulas.Groups.CountOf(group), ">", 0), 1, 0);
        }

        if (when.Figure is { } figure)
        {
            var label = book.T("本步的条件", "condition of the step");
            var value = figure.Subject == "pool" ? new Quantity(scope.Pool(figure.Name), 100) : scope.Names[figure.Name];
            foreach (var bound in figure.Bounds)
            {
                var (first, second, _, _) = formulas.Sides(label, value, Quantity.Of(bound.Figure));
                applies *= BookMath.If(BookMath.Is(first, BookGroups.SignOf(bound.Comparison), second), 1, 0);
            }
        }

        return book.Whole(book.T("本步执行（1 是，0 否）", "the step is done (1 yes, 0 no)"), applies);
    }

    private static Term Multiply(Term left, Term right) =>
        Term.IsConstant(left, 0) || Term.IsConstant(right, 0) ? 0 : left * right;

    private void Add(Account account, Term fen) => _moves[account] = _moves.TryGetValue(account, out var before) ? before + fen : fen;

    // What every account holds after the step.
    private void Move()
    {
        var row = Accounts.Add(WorkbookLook.Text, book.Step);
        foreach (var (account, at) in scope.Balances.Keys.ToArray().Select((account, at) => (account, at + 2)))
        {
            var before = scope.Balances[account];
            scope.Balances[account] = Accounts.PutCell(row, at, _moves.TryGetValue(account, out var move) ? before + move : before);
        }

        _moves.Clear();
    }

    // Takes an amount from the sources in order; a payer brings what is lacking.
    private void Draw(OrderedSources from, Term fen, bool isShared)
    {
        var available = Available(from);
        if (!from.HasPayer && !isShared)
        {
            var names = string.Join(book.T("、", ", "), from.Accounts.Select(account => book.T(book.Titles.Of(account))));
            book.Require(BookMath.If(BookMath.Is(fen, ">", available), 1, 0), $"“{names}”的钱不够", $"there is not enough money: {names}");
        }

        var rest = fen;
        foreach (var account in from.Accounts)
        {
            var isLast = account == from.Accounts[^1];
            var name = book.T(book.Titles.Of(account));
            var part = isLast ? rest : book.Whole(book.T($"{name}出", $"out of {name}"),
                BookMath.Min(rest, scope.Balances[account]), isFen: true);
            Add(account, account.Kind == AccountKind.Payer ? part : 0 - part);
            rest = isLast ? rest : book.Whole(book.T("还差", "still lacking"), rest - part, isFen: true);
        }
    }

    private Term Available(OrderedSources from) => from.Accounts.Where(account => account.Kind == AccountKind.Pool)
        .Aggregate((Term)0, (sum, account) => sum + scope.Balances[account]);

    private ColumnTerm Amounts(Step step, Term fen)
    {
        var column = book.Column(book.T("得（分）", "amount, fen"), fen);
        scope.Amounts[step.Id] = column;
        return column;
    }

    private Term SumOf(ColumnTerm column, string zh, string en) => book.Whole(book.T(zh, en), RangeTerm.Sum(column), isFen: true);

    private void Take(TakeStep step)
    {
        var yuan = formulas.Of(step.Amount.Expression);
        if (yuan.MayBeNegative)
        {
            book.Require(Multiply(_applies, BookMath.If(BookMath.Is(yuan.Num, "<", 0), 1, 0)), "算出负数", "it comes to less than zero");
        }

        var fen = formulas.Fen(book.T("按算式", "by the formula"), yuan, step.Bound);
        var taken = step.UpToAvailable ? BookMath.Min(fen, Available(step.From)) : fen;
        taken = book.Whole(book.T("转出（分）", "taken, fen"), Multiply(_applies, taken), isFen: true);
        Draw(step.From, taken, isShared: false);
        Add(step.Into, taken);
    }

    private void Record(RecordStep step)
    {
        var members = formulas.Groups.MaskOf(step.To);
        var fen = step.Shared is { } shared
            ? Shared(shared, members)
            : formulas.FenColumn(book.T("记（分）", "noted, fen"), formulas.Of(step.Amount!.Expression), RoundingPolicy.HalfUp,
                Multiply(_applies, members), 1);
        scope.Amounts[step.Id] = fen;
    }

    private void Withhold(WithholdStep step)
    {
        var members = formulas.Groups.MaskOf(step.To);
        var heading = book.T("应扣（分）", "due, fen");
        Term withheld;
        if (step.Shared is { } shared)
        {
            withheld = Shared(shared, members);
        }
        else
        {
            var yuan = formulas.Of(step.Amount!.Expression);
            var received = new Quantity(scope.Received(step.Of), 100, IsColumn: true, MayBeNegative: true);
            yuan = step.IsRate ? formulas.Times(book.T("按比例", "by the rate"), yuan, received) : yuan;
            formulas.RequireNoneNegative(yuan, Multiply(_applies, members));
            withheld = formulas.FenColumn(heading, yuan, RoundingPolicy.HalfUp, Multiply(_applies, members), 1);
            if (step.Limit is { } limit)
            {
                withheld = BookMath.Min(withheld, Limit(formulas.Of(limit.Expression), received, members));
            }
        }

        var column = Amounts(step, 0 - withheld);
        Add(step.Into, 0 - SumOf(column, "合计（负数是扣）", "in all (below zero is withheld)"));
    }

    private ColumnTerm Limit(Quantity rate, Quantity received, Term members)
    {
        book.Require(BookMath.If(BookMath.Is(rate.Num, ">", rate.Den), 1, 0), "限额的比例超过 100%", "the limit is above 100%");
        var label = book.T("最多扣", "at most");
        var most = formulas.Extreme(label, isMin: false, formulas.Times(label, rate, received), new Quantity(0, 1));
        return formulas.FenColumn(label, most, RoundingPolicy.AtMost, members, 1);
    }

    // What all bear or are credited with together, to the fen.
    private ColumnTerm Shared(SharedTotal shared, Term members)
    {
        var yuan = formulas.Of(shared.Total.Expression);
        var total = formulas.Fen(book.T("合计", "in all"), yuan, RoundingPolicy.HalfUp);
        total = Term.IsConstant(_applies, 1) ? total : book.Whole(book.T("合计", "in all"), Multiply(_applies, total));
        var weights = Weights(shared.By, [], members);
        RequireWeight(total, weights);
        return _sharing.LargestRemainder(total, weights.Num, 1);
    }
}
