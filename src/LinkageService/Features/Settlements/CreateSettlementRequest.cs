using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Privacy;

namespace LinkageService.Features.Settlements;

/// <summary>Open balances to be paid by a run of their own.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="IdempotencyKey">Chosen by the caller for this request and its retries.</param>
internal sealed record CreateSettlementRequest(string Organization, string? IdempotencyKey) : CheckedRequest
{
    /// <summary>The year of the accounts in which it is paid; null for this year in China.</summary>
    public int? Year { get; init; }

    /// <summary>The money it comes from, in words.</summary>
    public string? Payer { get; init => field = TextRules.Trim(value); }

    /// <summary>Why it is paid now, in words.</summary>
    public string? Reason { get; init => field = TextRules.Trim(value); }

    /// <summary>Which, each once.</summary>
    public IReadOnlyList<BalanceToPay> Balances { get; init; } = [];

    /// <summary>
    /// SHA-256 over what is asked, the same by every way it comes. Account and document numbers go in as keyed hashes: nobody finds
    /// them out of a digest that is stored.
    /// </summary>
    /// <param name="year">The year in effect.</param>
    /// <param name="numbers">Has the key.</param>
    public byte[] Digest(int year, PrivateNumbers numbers)
    {
        var text = new StringBuilder("linkage-settlement-request-1\n").Append(JsonDetails.Of(
            ("organization", Organization), ("year", year), ("payer", Payer), ("reason", Reason))).Append('\n');
        foreach (var balance in Balances.OrderBy(each => each.Household, StringComparer.Ordinal)
            .ThenBy(each => each.Correction, StringComparer.Ordinal))
        {
            var (payee, account) = (balance.Payee, balance.Payee?.Account is null ? null : balance.Payee.AccountNumber());
            text.Append(JsonDetails.Of(
                ("household", HouseholdIds.Normalize(balance.Household!)), ("correction", balance.Correction),
                ("amountFen", balance.AmountFen), ("name", payee?.Name), ("relation", payee?.Relation), ("bank", payee?.Bank),
                ("account", account is null ? null : Hash(PrivateNumberKind.Account, account)),
                ("evidence", payee is null ? null : Hash(PrivateNumberKind.Evidence, payee.Evidence!)))).Append('\n');
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));

        string Hash(PrivateNumberKind kind, string number) => Convert.ToHexStringLower(numbers.LookupHash(kind, number));
    }
}

/// <summary>A balance to be paid.</summary>
/// <param name="Household">Whose it is.</param>
/// <param name="Correction">The correction that left it.</param>
/// <param name="AmountFen">What is open of it, as it was read.</param>
/// <param name="Payee">Who is paid in the household's place; null for the household itself.</param>
internal sealed record BalanceToPay(string? Household, string? Correction, long? AmountFen, StatedPayee? Payee);

/// <summary>Who is paid in a household's place.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Relation">One of <see cref="PayeeRelations.Stated"/>.</param>
/// <param name="Bank">The bank; may be absent.</param>
/// <param name="Account">The account as written; absent for cash.</param>
/// <param name="Evidence">The paper that shows it, by its number: 公证书, 法院文书, 委托书.</param>
internal sealed record StatedPayee(string? Name, string? Relation, string? Bank, string? Account, string? Evidence)
{
    /// <summary>The account in its one spelling.</summary>
    public string AccountNumber() =>
        Privacy.AccountNumber.TryRead(Account!, out var number) ? number : throw new InvalidOperationException("not an account number");
}

/// <summary>The number of a paper, such as a notary's deed.</summary>
internal static class EvidenceText
{
    private const int ShownFrom = 8;

    /// <summary>Its last four characters where it is long enough that they tell little.</summary>
    public static string Mask(string evidence) => AccountNumber.Mask(evidence.Length < ShownFrom ? "" : AccountNumber.Hint(evidence));
}

/// <summary>What a settlement must look like, whichever way it comes.</summary>
internal sealed class CreateSettlementValidator : AbstractValidator<CreateSettlementRequest>
{
    /// <summary>Balances of one run.</summary>
    /// <value>500.</value>
    public const int MostBalances = 500;

    /// <summary>Characters of a payer, a name or a bank.</summary>
    /// <value>100.</value>
    public const int MostNameCharacters = 100;

    /// <summary>Characters of the number of a paper.</summary>
    /// <value>200.</value>
    public const int MostEvidenceCharacters = 200;

    public CreateSettlementValidator()
    {
        RuleFor(request => request.Year)
            .Must(year => year is null or (>= CalculateDistributionValidator.MinYear and <= CalculateDistributionValidator.MaxYear))
            .As(ProblemCodes.YearOutOfRange, "year",
                $"year 应为 {CalculateDistributionValidator.MinYear} 到 {CalculateDistributionValidator.MaxYear} 的整数",
                $"year takes a whole number from {CalculateDistributionValidator.MinYear} to {CalculateDistributionValidator.MaxYear}");
        RuleFor(request => request).Custom((request, context) =>
        {
            foreach (var problem in Problems(request))
            {
                context.AddFailure(new FluentValidation.Results.ValidationFailure(problem.Field, problem.Message.Zh)
                {
                    ErrorCode = problem.Code.Name, CustomState = problem.Message,
                });
            }
        });
    }

    /// <summary>How an answer calls a balance of the request.</summary>
    public static string FieldOf(int balance) => string.Create(CultureInfo.InvariantCulture, $"balances[{balance}]");

    private static IEnumerable<Problem> Problems(CreateSettlementRequest request)
    {
        if (IdempotentRuns.KeyProblem(request.IdempotencyKey) is { } key)
        {
            yield return key;
        }

        foreach (var problem in Text("payer", request.Payer, MostNameCharacters, isRequired: true)
            .Concat(Text("reason", request.Reason, TextRules.MaxReason, isRequired: true)))
        {
            yield return problem;
        }

        if (request.Balances.Count == 0)
        {
            yield return new Problem(ProblemCodes.MissingField, "balances", new LocalizedText(
                "缺少 balances：要付清的差额", "balances is missing: what is to be paid"));
        }

        if (request.Balances.Count > MostBalances)
        {
            yield return new Problem(ProblemCodes.InvalidValue, "balances", new LocalizedText(
                $"一次最多付清 {MostBalances} 笔，得到 {request.Balances.Count} 笔；请分几次",
                $"at most {MostBalances} balances are paid by one run, got {request.Balances.Count}; make several"));
            yield break;
        }

        var seen = new Dictionary<(string, string), int>();
        var payees = new Dictionary<string, StatedPayee?>(StringComparer.Ordinal);
        for (var at = 0; at < request.Balances.Count; at++)
        {
            foreach (var problem in Problems(request.Balances[at], at, seen, payees))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<Problem> Problems(
        BalanceToPay balance, int at, Dictionary<(string, string), int> seen, Dictionary<string, StatedPayee?> payees)
    {
        var field = FieldOf(at);
        if (balance.Household is null || balance.Correction is null)
        {
            foreach (var (name, value) in new[] { ("household", balance.Household), ("correction", balance.Correction) })
            {
                if (value is null)
                {
                    yield return Missing($"{field}.{name}");
                }
            }

            yield break;
        }

        if (balance.AmountFen is null)
        {
            yield return Missing(field + ".amount");
        }

        var household = HouseholdIds.Normalize(balance.Household);
        if (!seen.TryAdd((household, balance.Correction), at))
        {
            yield return new Problem(ProblemCodes.InvalidValue, field, new LocalizedText(
                $"户“{NumberProblems.Shorten(household)}”的这笔差额写了两次", $"this balance of household "
                + $"\"{NumberProblems.Shorten(household)}\" is there twice"));
        }

        if (!payees.TryAdd(household, balance.Payee) && payees[household] != balance.Payee)
        {
            yield return new Problem(ProblemCodes.InvalidValue, field + ".payee", new LocalizedText(
                $"户“{NumberProblems.Shorten(household)}”的几笔差额要付给同一个人；付给不同的人请分几次",
                $"all balances of household \"{NumberProblems.Shorten(household)}\" go to one payee; pay others by a run of their own"));
        }

        foreach (var problem in balance.Payee is { } payee ? Problems(payee, field + ".payee") : [])
        {
            yield return problem;
        }
    }

    private static IEnumerable<Problem> Problems(StatedPayee payee, string field)
    {
        foreach (var problem in Text(field + ".name", payee.Name, MostNameCharacters, isRequired: true)
            .Concat(Text(field + ".bank", payee.Bank, MostNameCharacters, isRequired: false))
            .Concat(Text(field + ".evidence", payee.Evidence, MostEvidenceCharacters, isRequired: true)))
        {
            yield return problem;
        }

        if (payee.Relation is null)
        {
            yield return Missing(field + ".relation");
        }
        else if (!PayeeRelations.Stated.Contains(payee.Relation, StringComparer.Ordinal))
        {
            var (list, shown) = (string.Join("、", PayeeRelations.Stated.Select(word => $"{word}（{PayeeRelations.Title(word).Zh}）")),
                NumberProblems.Shorten(payee.Relation));
            yield return new Problem(ProblemCodes.InvalidValue, field + ".relation", new LocalizedText(
                $"关系应为 {list} 之一，得到“{shown}”；付给本户就不写 payee",
                $"the relation is one of {string.Join(", ", PayeeRelations.Stated)}, got \"{shown}\"; to pay the household itself leave "
                + "payee out"));
        }

        if (payee.Account is { } account && !AccountNumber.TryRead(account, out _))
        {
            yield return new Problem(ProblemCodes.InvalidValue, field + ".account", new LocalizedText(
                "账号是 8 到 34 位数字或大写字母；付现金就不写", "an account number is 8 to 34 digits or capital letters; left out for cash"));
        }
    }

    private static IEnumerable<Problem> Text(string field, string? text, int most, bool isRequired)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (isRequired)
            {
                yield return Missing(field);
            }
        }
        else if (!TextRules.IsPlain(text, most, hasLines: true))
        {
            yield return new Problem(ProblemCodes.InvalidValue, field, new LocalizedText(
                $"最多 {most} 个字，不能有控制字符", $"at most {most} characters, no control characters"));
        }
    }

    private static Problem Missing(string field) =>
        new(ProblemCodes.MissingField, field, new LocalizedText($"缺少 {field}", $"{field} is missing"));
}
