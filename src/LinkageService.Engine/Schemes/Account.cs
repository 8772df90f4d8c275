using System.Diagnostics;

namespace LinkageService.Engine.Schemes;

/// <summary>Where money stands during a run.</summary>
/// <param name="Kind">Pool, payer, fund or carried forward.</param>
/// <param name="Name">Its name among the accounts of its kind.</param>
public readonly record struct Account(AccountKind Kind, string Name)
{
    /// <summary>As written in a document: <c>villagers</c>, <c>payer:company</c>, <c>fund:public_posts</c>, <c>carry:closing</c>.</summary>
    public override string ToString() => Kind switch
    {
        AccountKind.Payer => "payer:" + Name,
        AccountKind.Fund => "fund:" + Name,
        AccountKind.Carry => "carry:" + Name,
        AccountKind.Pool => Name,
        _ => throw new UnreachableException(),
    };
}
