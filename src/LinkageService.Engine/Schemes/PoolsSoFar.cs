using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes;

/// <summary>Which pools have been fed and drawn on by the steps before: the rest of a pool is called so.</summary>
internal sealed class PoolsSoFar
{
    private readonly HashSet<string> _drawn = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fed = new(StringComparer.Ordinal);

    /// <summary>Whether a step has taken something out of the pool.</summary>
    public bool IsDrawn(Account account) => account.Kind == AccountKind.Pool && _drawn.Contains(account.Name);

    /// <summary>Whether a step has put something into the account.</summary>
    public bool IsFed(Account account) => _fed.Contains(account.ToString());

    public void After(Step step)
    {
        switch (step)
        {
            case SplitStep split:
                _drawn.ExceptWith(split.From.Select(pool => pool.Name));
                _fed.UnionWith(split.Into.Select(part => part.Account.ToString()));
                break;
            case TakeStep take:
                foreach (var account in take.From.Accounts)
                {
                    Draw(account);
                }

                _fed.Add(take.Into.ToString());
                break;
            case WithholdStep withhold:
                _fed.Add(withhold.Into.ToString());
                break;
            default:
                foreach (var account in step.Accounts)
                {
                    Draw(account);
                }

                break;
        }
    }

    private void Draw(Account account)
    {
        if (account.Kind == AccountKind.Pool)
        {
            _drawn.Add(account.Name);
        }
    }
}
