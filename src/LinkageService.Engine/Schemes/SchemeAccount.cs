using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>What an account is called on papers and pages: a pool, payer, fund or carried account of this name.</summary>
/// <param name="Name">As steps write it, without its kind.</param>
/// <param name="Title">Its name for people.</param>
public sealed record SchemeAccount(string Name, LocalizedText Title)
{
    internal static SchemeAccount Read(FieldReader fields, string name) => new(name, fields.Words("title", required: true));

    /// <summary>A title is of an account that some step names.</summary>
    internal static void Check(Scheme scheme, ProblemList problems)
    {
        var known = scheme.Steps.SelectMany(step => step.Accounts).Select(account => account.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var account in scheme.Accounts.Where(account => !known.Contains(account.Name) && !problems.Lost.Contains(account.Name)))
        {
            var field = "accounts." + account.Name;
            problems.Add(ProblemCodes.UnknownAccount, field, DocumentPlaces.Follow(scheme.Document, field),
                $"没有步骤用到账户“{account.Name}”", $"no step names the account \"{account.Name}\"",
                FieldReader.Suggested(account.Name, known));
        }
    }
}
