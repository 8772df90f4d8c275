using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Formulas;

/// <summary>Gives every part of a formula its dimension, and says at which column the first thing does not fit.</summary>
internal sealed class FormulaChecker
{
    private readonly FormulaScope _scope;

    private FormulaChecker(FormulaScope scope) => _scope = scope;

    private FormulaError? Error { get; set; }

    public static FormulaType? Check(Expression expression, FormulaScope scope, out FormulaError? error)
    {
        var checker = new FormulaChecker(scope);
        var type = checker.TypeOf(expression);
        error = checker.Error;
        return type;
    }

    private FormulaType? TypeOf(Expression expression) => expression switch
    {
        Literal literal => OfLiteral(literal),
        Name name => OfName(name),
        Negation negation => TypeOf(negation.Operand),
        Binary binary => OfBinary(binary),
        Call call => OfCall(call),
        _ => throw new InvariantBrokenException("every kind of expression is checked"),
    };

    private FormulaType? OfLiteral(Literal literal)
    {
        if (literal.Unit is null)
        {
            return new FormulaType(Dimension.Plain, IsColumn: false, IsZero: literal.Value.Sign == 0);
        }

        if (!_scope.Units.Contains(literal.Unit))
        {
            if (FormulaNumbers.WithExponent(literal.Value.ToString(), literal.Unit) is { } plain)
            {
                return Fail(ProblemCodes.UnknownUnit, literal.At, plain.Zh, plain.En);
            }

            if (FormulaNumbers.Spelling(literal.Value + literal.Unit) is { } spelling)
            {
                return Fail(ProblemCodes.UnknownUnit, literal.At,
                    $"“{literal.Value}{literal.Unit}”写作 {spelling.Zh}",
                    $"write {spelling.En} instead of \"{literal.Value}{literal.Unit}\"");
            }

            var (unit, known) = (Units.List([literal.Unit]), Units.List(_scope.Units));
            return _scope.Lost.Any ? null : Fail(ProblemCodes.UnknownUnit, literal.At,
                $"单位“{unit.Zh}”没有在本方案中出现；已知单位：{known.Zh}",
                $"unit \"{unit.En}\" does not occur in this scheme; known units: {known.En}");
        }

        return new FormulaType(Dimension.Of(literal.Unit), IsColumn: false);
    }

    private FormulaType? OfName(Name name)
    {
        _scope.Used.Add(name.Text);
        if (string.Equals(name.Text, "year", StringComparison.Ordinal))
        {
            return new FormulaType(Dimension.Plain, IsColumn: false);
        }

        if (_scope.Values.TryGetValue(name.Text, out var type))
        {
            return _scope.Lost.HasNoMeasure(name.Text) ? null : type;
        }

        if (_scope.Labels.Contains(name.Text))
        {
            return Fail(ProblemCodes.UnknownName, name.At, $"“{name.Text}”是归属（文字），不是数，不能写进公式；按它分开算写 within: {name.Text}",
                $"\"{name.Text}\" is a label, a text and no number; to reckon by it write within: {name.Text}");
        }

        var (zh, en) = FormulaSuggestions.For(name.Text, _scope);
        return _scope.Lost.Contains(name.Text) ? null : Fail(ProblemCodes.UnknownName, name.At,
            $"没有名为“{name.Text}”的参数、年度数或持有量{zh}", $"no parameter, input or holding is named \"{name.Text}\"{en}");
    }

    private FormulaType? OfBinary(Binary binary)
    {
        // Both sides are read even if the first has an error: what the second uses is not unused.
        if ((TypeOf(binary.Left), TypeOf(binary.Right)) is not ({ } left, { } right))
        {
            return null;
        }

        switch (binary.Operator)
        {
            case '*':
                return new FormulaType(left.Dimension * right.Dimension, left.IsColumn || right.IsColumn, left.IsZero || right.IsZero);
            case '/' when right.IsColumn:
                return Fail(ProblemCodes.FormulaColumn, binary.At,
                    "不能除以逐户的数（每户不同，且可能为零）；请除以单一的数，如 sum(…) 或参数",
                    "a value per household cannot be a divisor; divide by one value, such as sum(…) or a parameter");
            case '/' when right.IsZero:
                return Fail(ProblemCodes.DivisionByZero, binary.At, "除数是 0", "the divisor is 0");
            case '/':
                return new FormulaType(left.Dimension / right.Dimension, left.IsColumn, left.IsZero);
            default:
                return Same(binary.At, binary.Operator.ToString(), left, right);
        }
    }

    private FormulaType? Same(int at, string what, FormulaType left, FormulaType right)
    {
        if (left.IsZero)
        {
            return right with { IsColumn = left.IsColumn || right.IsColumn, IsZero = right.IsZero };
        }

        if (right.IsZero || left.Dimension.Equals(right.Dimension))
        {
            return left with { IsColumn = left.IsColumn || right.IsColumn };
        }

        var (first, second) = (Units.Name(left.Dimension), Units.Name(right.Dimension));
        return Fail(ProblemCodes.FormulaDimension, at,
            $"{what} 两边的单位不同：{first.Zh}与{second.Zh}{UnitWords.OfPlain(left.Dimension, right.Dimension).Zh}",
            $"{what} needs equal units: got {first.En} and {second.En}{UnitWords.OfPlain(left.Dimension, right.Dimension).En}");
    }

    private FormulaType? OfCall(Call call) => call.Function switch
    {
        "min" or "max" => OfExtreme(call),
        "pool" or "received" or "count" when _scope.IsBeforeSteps && call.Arguments is not [Name { Text: "everyone" }] =>
            Fail(ProblemCodes.CyclicReference, call.At,
                $"人群在第一步之前就定下，公式里只用名册、年度数和参数，不能用 {call.Function}(…)",
                $"groups are settled before the first step: their formulas read the roster, inputs and parameters, not {call.Function}(…)"),
        "sum" => One(call) is { } inner
            ? TypeOf(inner) is { } type ? new FormulaType(type.Dimension, IsColumn: false) : null
            : null,
        "count" => OfCount(call),
        "pool" => OfPool(call),
        "received" => OfReceived(call),
        "tiers" => OfTiers(call),
        _ when AccountOf(call) is not null => OfKept(call),
        _ => Unknown(call),
    };

    private FormulaType? Unknown(Call call)
    {
        // What steps change is not there yet for the conditions of groups, and a pool is empty when all steps are done.
        string[] functions = ["min", "max", "sum", "count", "tiers", MemberCount.Word, .. (string[])(_scope.IsBeforeSteps ? []
            : _scope.Accounts is null ? ["received", "pool"] : ["received", "fund", "carry", "payer"])];
        var near = Nearest.To(call.Function, functions);
        var (zh, en) = FormulaSuggestions.InsteadOf(call.Function)
            ?? (near is null ? ("", "") : ($"；是不是“{near}”？", $"; did you mean \"{near}\"?"));
        Fail(ProblemCodes.UnknownName, call.At,
            $"没有名为“{call.Function}”的函数；这里可用：{string.Join(' ', functions)}{zh}",
            $"no function is named \"{call.Function}\"; there are {string.Join(' ', functions)} here{en}");

        // What is between its brackets is used all the same.
        foreach (var argument in call.Arguments)
        {
            TypeOf(argument);
        }

        return null;
    }

    /// <summary>The account of <c>fund(reserve)</c>, <c>carry(next)</c>, <c>payer(company)</c>; null for any other call.</summary>
    public static Schemes.Account? AccountOf(Call call)
    {
        var name = call.Arguments is [Name only] ? only.Text : "";
        return call.Function switch
        {
            "fund" => new Schemes.Account(Schemes.AccountKind.Fund, name),
            "carry" => new Schemes.Account(Schemes.AccountKind.Carry, name),
            "payer" => new Schemes.Account(Schemes.AccountKind.Payer, name),
            _ => null,
        };
    }

    private FormulaType? OfKept(Call call)
    {
        if (One(call) is not { } argument)
        {
            return null;
        }

        if (_scope.Accounts is not { } accounts)
        {
            var (zh, en) = call.Function == "payer" ? ("", "")
                : ($"；步骤里要用这笔钱，先转入一个资金池，用 pool(名称) 算，再用 split 转入 {call.Function}:名称",
                    "; a step that reads it puts the money into a pool first, reads pool(name), "
                        + $"and a split moves it into {call.Function}:name");
            return Fail(ProblemCodes.CyclicReference, call.At,
                $"{call.Function}(…) 是全部步骤做完后的数，只在 require 里用{zh}",
                $"{call.Function}(…) is what there is when all steps are done: it goes into require only{en}");
        }

        var account = AccountOf(call)!.Value;
        if (argument is Name && accounts.Contains(account))
        {
            return new FormulaType(Dimension.Yuan, IsColumn: false);
        }

        var known = accounts.Where(each => each.Kind == account.Kind).Select(each => each.Name);
        return IsLost(argument) ? null : Fail(ProblemCodes.UnknownAccount, argument.At,
            $"步骤里没有这个 {call.Function}；已有：{List(known).Zh}", $"no step names this {call.Function}; there are {List(known).En}");
    }

    private FormulaType? OfExtreme(Call call)
    {
        if (call.Arguments.Count < 2)
        {
            return Fail(ProblemCodes.FormulaSyntax, call.At,
                $"{call.Function} 至少要两个值", $"{call.Function} takes at least two values");
        }

        var types = call.Arguments.Select(TypeOf).ToArray();
        var all = types[0];
        for (var i = 1; i < types.Length; i++)
        {
            all = (all, types[i]) is ({ } before, { } next) ? Same(call.Arguments[i].At, call.Function, before, next) : null;
        }

        return all;
    }

    private FormulaType? OfCount(Call call)
    {
        if (One(call) is not { } argument)
        {
            return null;
        }

        if (argument is not Name group || !_scope.Groups.Contains(group.Text))
        {
            return IsLost(argument) ? null
                : argument is Name later && _scope.LaterGroups.Contains(later.Text)
                    ? Fail(ProblemCodes.CyclicReference, argument.At,
                        $"人群“{later.Text}”要等后面的步骤选户以后才有",
                        $"the group \"{later.Text}\" is there only after a later step has selected it")
                    : Fail(ProblemCodes.UnknownGroup, argument.At, $"count 要一个组的名称；已有：{List(_scope.Groups).Zh}",
                        $"count takes the name of a group; there are {List(_scope.Groups).En}");
        }

        _scope.Used.Add(group.Text);
        return new FormulaType(Dimension.Plain, IsColumn: false);
    }

    private FormulaType? OfPool(Call call)
    {
        if (One(call) is not { } argument)
        {
            return null;
        }

        if (_scope.Accounts is not null)
        {
            return Fail(ProblemCodes.UnreachableStep, call.At, "全部步骤做完后资金池都是空的；要看留下的钱，用 fund(名称)、carry(名称)",
                "when all steps are done every pool is empty; fund(name) and carry(name) are what is kept");
        }

        if (argument is not Name pool || !_scope.Pools.Contains(pool.Text))
        {
            return IsLost(argument) ? null : Fail(ProblemCodes.UnknownAccount, argument.At,
                $"pool 要一个此前已有的资金池；已有：{List(_scope.Pools).Zh}{Titled(argument, _scope.Pools).Zh}",
                $"pool takes the name of a pool that exists by now; there are {List(_scope.Pools).En}{Titled(argument, _scope.Pools).En}");
        }

        _scope.Used.Add(pool.Text);
        return new FormulaType(Dimension.Yuan, IsColumn: false);
    }

    private FormulaType? OfReceived(Call call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument is Name step && _scope.PaidSteps.Contains(step.Text))
            {
                continue;
            }

            if (IsLost(argument))
            {
                continue;
            }

            var later = argument is Name name && _scope.AllSteps.Contains(name.Text);
            return later
                ? Fail(ProblemCodes.CyclicReference, argument.At,
                    "received 只能用此前的、给农户发钱的步骤", "received takes steps that pay households and stand before this one")
                : Fail(ProblemCodes.UnknownStep, argument.At,
                    $"没有这个步骤；此前的步骤：{List(_scope.PaidSteps).Zh}{Titled(argument, _scope.PaidSteps).Zh}",
                    $"no such step; the steps before are {List(_scope.PaidSteps).En}{Titled(argument, _scope.PaidSteps).En}");
        }

        return new FormulaType(Dimension.Yuan, IsColumn: true);
    }

    private FormulaType? OfTiers(Call call)
    {
        if (call.Arguments is not [var first, var figure])
        {
            return Fail(ProblemCodes.FormulaSyntax, call.At,
                "tiers 要写两项：tiers(分档表, 按什么分档)", "tiers takes two values: tiers(table, figure)");
        }

        var type = TypeOf(figure);
        if (first is not Name name || !_scope.Tiers.TryGetValue(name.Text, out var table))
        {
            return IsLost(first) ? null : Fail(ProblemCodes.UnknownName, first.At,
                $"tiers 的第一项是一个分档表（type: tiers 的参数）；已有：{List(_scope.Tiers.Keys).Zh}{Titled(first, _scope.Tiers.Keys).Zh}",
                $"the first value of tiers is a parameter of type tiers; there are {List(_scope.Tiers.Keys).En}"
                    + Titled(first, _scope.Tiers.Keys).En);
        }

        _scope.Used.Add(table.Name);
        if (type is not { } given || given.IsZero || given.Dimension.Equals(table.FigureDimension))
        {
            return type is null ? null : new FormulaType(table.Dimension, type.Value.IsColumn);
        }

        var (got, wanted) = (Units.Name(given.Dimension), Units.Name(table.FigureDimension));
        return Fail(ProblemCodes.FormulaDimension, figure.At,
            $"分档表“{table.Name}”按{wanted.Zh}分档（of），这里是{got.Zh}",
            $"table \"{table.Name}\" has tiers of {wanted.En} (of), got {got.En}");
    }

    private LocalizedText Titled(Expression argument, IEnumerable<string> known) => argument is not Name name ? LocalizedText.Empty
        : FormulaSuggestions.ByTitle(name.Text, known, _scope) ?? LocalizedText.Empty;

    private bool IsLost(Expression argument) => argument is Name name && _scope.Lost.Contains(name.Text);

    private Expression? One(Call call)
    {
        if (call.Arguments.Count == 1)
        {
            return call.Arguments[0];
        }

        Fail(ProblemCodes.FormulaSyntax, call.At, $"{call.Function} 只要一个值", $"{call.Function} takes one value");
        return null;
    }

    private FormulaType? Fail(ProblemCode code, int at, string zh, string en)
    {
        Error ??= new FormulaError(code, at, zh, en);
        return null;
    }

    private static LocalizedText List(IEnumerable<string> names)
    {
        var list = string.Join(", ", names.Order(StringComparer.Ordinal));
        return list.Length == 0 ? new LocalizedText("一个也没有", "none") : new LocalizedText(list, list);
    }
}
