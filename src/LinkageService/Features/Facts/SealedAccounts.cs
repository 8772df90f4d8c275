using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Privacy;

namespace LinkageService.Features.Facts;

/// <summary>
/// Numbers of an organisation's own accounts where they are stored: the number as everybody may see it, a colon, and the number encrypted
/// as those of households are.
/// </summary>
internal sealed class SealedAccounts(PrivateNumbers numbers)
{
    /// <summary>The kind of the facts that have them.</summary>
    public const string Kind = "accounts";

    // A number copied to a household's row, or into the facts of another organisation, does not open there.
    private const string Owner = "fact/" + Kind;
    private const char Separator = ':';

    /// <summary>The accounts with their numbers masked.</summary>
    /// <param name="stored">As stored.</param>
    public static AccountFacts Masked(AccountFacts stored) => stored with
    {
        Accounts = stored.Accounts?.Select(account => account with { Number = MaskOf(account.Number) }).ToArray(),
    };

    /// <summary>Accounts that are not stored, their numbers masked as those of stored ones are.</summary>
    /// <param name="said">Numbers in full, or masked.</param>
    public static AccountFacts Masking(AccountFacts said) => said with
    {
        Accounts = said.Accounts?.Select(account => account with
        {
            Number = account.Number is { } number ? AccountNumber.Mask(AccountNumber.Hint(number)) : null,
        }).ToArray(),
    };

    /// <summary>A stored number as everybody may see it.</summary>
    public static string? MaskOf(string? stored) => stored?.Split(Separator)[0];

    /// <summary>The last four characters of a stored number.</summary>
    public static string? HintOf(string? stored) => MaskOf(stored) is { } mask ? AccountNumber.Hint(mask) : null;

    /// <summary>A stored number in full.</summary>
    public string Open(string stored, string organization) => numbers.Decrypt(stored.Split(Separator)[1], organization, Owner);

    /// <summary>Whether the newest key sealed a stored number.</summary>
    public bool IsRenewed(string stored) => numbers.IsRenewed(stored.Split(Separator)[1]);

    /// <summary>A stored number sealed with the newest key.</summary>
    public string Renewed(string stored, string organization) =>
        MaskOf(stored) + Separator + numbers.Renew(stored.Split(Separator)[1], organization, Owner);

    /// <summary>The accounts as they are stored; a number that was stored before stays the same text.</summary>
    /// <param name="organization">Whose.</param>
    /// <param name="said">Numbers in full, or masked as we showed them.</param>
    /// <param name="known">What was ever stored, the latest first.</param>
    /// <exception cref="RefusedException">A masked number fits none stored, or several.</exception>
    public AccountFacts Seal(string organization, AccountFacts said, IEnumerable<AccountFacts> known)
    {
        var stored = known.SelectMany(facts => facts.Accounts ?? []).Select(account => account.Number).OfType<string>()
            .Distinct(StringComparer.Ordinal).ToArray();
        var problems = new List<Problem>();
        var accounts = said.Accounts!.Select((account, at) => account with
        {
            Number = account.Number is { } number ? Seal(organization, number, stored, at, problems) : null,
        }).ToArray();
        return problems.Count == 0 ? said with { Accounts = accounts } : throw new RefusedException(Failure.Of(problems));
    }

    private string? Seal(string organization, string text, string[] stored, int at, List<Problem> problems)
    {
        if (AccountNumber.IsMask(text))
        {
            var fitting = stored.Where(number => MaskOf(number) == text).ToArray();
            if (fitting.DistinctBy(number => Open(number, organization), StringComparer.Ordinal).Count() == 1)
            {
                return fitting[0];
            }

            problems.Add(new Problem(ProblemCodes.InvalidValue, $"accounts.accounts[{at}].number", new LocalizedText(
                "这是遮住的账号，与已存的对不上；请写完整账号", "this number is masked and fits none stored; write it in full")));
            return null;
        }

        AccountNumber.TryRead(text, out var number);
        var mask = AccountNumber.Mask(AccountNumber.Hint(number));
        return stored.FirstOrDefault(each => MaskOf(each) == mask && Open(each, organization) == number)
            ?? mask + Separator + numbers.Encrypt(number, organization, Owner);
    }
}
