using System.Globalization;
using LinkageService.Tests.Features.Runs;

namespace LinkageService.Tests.Models;

/// <summary>An act on the payments of a village.</summary>
/// <param name="Act">The verb.</param>
/// <param name="Run">Which of the runs that pay, counted round.</param>
/// <param name="Household">Which household.</param>
/// <param name="Attempt">Which attempt a bank's result names; 0 where it names the household.</param>
/// <param name="IsRpc">Whether over gRPC.</param>
internal readonly record struct PaymentAct(string Act, int Run, string Household, int Attempt, bool IsRpc)
{
    /// <summary>Every verb, those that lead on more often.</summary>
    public static IReadOnlyList<string> Acts { get; } =
    [
        "prepare", "prepare", "fund", "fund", "send", "send-one", "send-one", "paid", "paid", "returned", "returned", "pending",
        "other-amount", "both", "reissue-cash", "reissue-own", "reissue-other", "confirm", "confirm-self", "sign", "collect", "unsign",
        "unclaim", "close", "correct", "settle", "close-balance",
    ];

    /// <summary>0005 has no account, and the last is nobody.</summary>
    public static IReadOnlyList<string> Households { get; } = ["0001", "0002", "0003", "0004", "0005", "0009"];
}

/// <summary>
/// What is known of payments in as few words as it takes: docs/runs.md and docs/payments.md. Amounts are computed apart, by
/// <see cref="NaiveVillage"/>.
/// </summary>
internal sealed class PaymentsModel
{
    /// <summary>What the village shares out, in fen.</summary>
    public const long Income = 12_345_678;

    private const string WithoutAccount = "0005";

    private readonly List<ModelRun> _runs = [];
    private readonly SortedDictionary<string, long> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _owed = NaiveVillage.Owed(Income, Land);
    private readonly Dictionary<string, long> _owedAfter = NaiveVillage.Owed(Income, LandAfter);
    private string _taken = "";
    private bool _isCorrected;

    public PaymentsModel() => _runs.Add(new ModelRun(_owed));

    /// <summary>The land of the households when the money was shared out.</summary>
    public static IReadOnlyDictionary<string, string> Land { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["0001"] = "3.33", ["0002"] = "2.70", ["0003"] = "1.85", ["0004"] = "4.10", [WithoutAccount] = "0.95",
    };

    /// <summary>The same as it turns out to have been: two had more.</summary>
    public static IReadOnlyDictionary<string, string> LandAfter { get; } = new Dictionary<string, string>(Land, StringComparer.Ordinal)
    {
        ["0002"] = "3.70", ["0003"] = "2.85",
    };

    /// <summary>What was taken of the last acts, every run with every payment, and what is open.</summary>
    public string Shown => _taken + "\n" + string.Join('\n', _runs.Select(run => run.Shown)) + "\n" + string.Join(' ', _open
        .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key}:{each.Value}")));

    /// <summary>Takes each act, or leaves everything as it was.</summary>
    public void Take(IEnumerable<PaymentAct> acts) => _taken = string.Concat(acts.Select(act => Take(act) ? '+' : '-'));

    private bool Take(PaymentAct act) => act.Act switch
    {
        "correct" => Correct(),
        "settle" => Settle(act.Household),
        "close-balance" => CloseBalance(act.Household),
        _ => _runs[act.Run % _runs.Count].Take(act, act.Household != WithoutAccount),
    };

    private bool Correct()
    {
        if (_isCorrected)
        {
            return false;
        }

        foreach (var (household, owed) in _owed)
        {
            _open[household] = _owedAfter[household] - owed;
        }

        return _isCorrected = true;
    }

    private bool Settle(string household)
    {
        if (_open.GetValueOrDefault(household) <= 0)
        {
            return false;
        }

        _runs.Add(new ModelRun(new Dictionary<string, long>(StringComparer.Ordinal) { [household] = _open[household] }));
        _open[household] = 0;
        return true;
    }

    private bool CloseBalance(string household)
    {
        var isOpen = _open.GetValueOrDefault(household) != 0;
        if (isOpen)
        {
            _open[household] = 0;
        }

        return isOpen;
    }

    /// <summary>An attempt to pay a household; what happened to it before is kept.</summary>
    private sealed record Attempt(string State, bool IsCash, bool Waits = false, bool WasSent = false, bool WasPaid = false,
        bool WasReturned = false);

    /// <summary>A run that was paid, and its payments once they are prepared.</summary>
    private sealed class ModelRun(IReadOnlyDictionary<string, long> amounts)
    {
        private readonly SortedDictionary<string, List<Attempt>> _payments = new(StringComparer.Ordinal);
        private bool _isPrepared;
        private bool _isFunded;
        private bool _isClosed;
        private int _aside;

        public string Shown => string.Create(
            CultureInfo.InvariantCulture,
            $"{(_isClosed ? "closed" : "paid")} {(_isPrepared ? amounts.Values.Sum() : 0)} {_isFunded} aside {_aside} sent {Sum(each =>
                each.WasSent)} returned {Sum(each => each.WasReturned)} reversed {Sum(each => each.WasReturned && each.WasPaid)} ")
            + string.Join(' ', _payments.Select(each =>
                $"{each.Key}={amounts[each.Key]}:{each.Value.Count}:{each.Value[^1].State}:{(each.Value[^1].IsCash ? "cash" : "bank")}"
                + (each.Value[^1].Waits && each.Value[^1].State == "to_pay" ? "?" : "")));

        public bool Take(PaymentAct act, bool hasAccount)
        {
            var attempts = _payments.GetValueOrDefault(act.Household);
            var last = attempts?[^1];
            return act.Act switch
            {
                "prepare" => Prepare(),
                "close" => Close(),
                "fund" => Fund(),
                "send" => _isFunded && Send(_payments.Values.Where(each => CanBeSent(each[^1]))),
                "send-one" => _isFunded && last is not null && CanBeSent(last) && Send([attempts!]),
                "paid" or "returned" or "pending" or "other-amount" or "both" => _isPrepared && Hear(act),
                "reissue-cash" => IsOpen(last) && Again(attempts!, new Attempt("to_pay", IsCash: true)),
                "reissue-own" => hasAccount && IsOpen(last) && Again(attempts!, new Attempt("to_pay", IsCash: false)),
                "reissue-other" => IsOpen(last) && Again(attempts!, new Attempt("to_pay", IsCash: false, Waits: true)),
                "confirm" => last is { State: "to_pay", Waits: true } && Set(attempts!, last with { Waits = false }),
                "confirm-self" => false,
                "sign" => _isFunded && IsOpen(last) && HandOver(attempts!, "signed"),
                "collect" => _isFunded && IsOpen(last) && HandOver(attempts!, "collected"),
                "unsign" => last?.State is "signed" or "collected" && Set(attempts!, last with { State = "to_pay" }),
                "unclaim" => last?.State is "to_pay" or "returned" && Set(attempts!, last with { State = "unclaimed", Waits = false }),
                _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
            };
        }

        private static bool CanBeSent(Attempt last) => last is { State: "to_pay", IsCash: false, Waits: false };

        private static bool IsOpen(Attempt? last) => last?.State is "to_pay" or "returned" or "unclaimed";

        private bool Prepare()
        {
            if (_isPrepared || _isClosed)
            {
                return false;
            }

            foreach (var household in amounts.Keys)
            {
                _payments[household] = [new Attempt("to_pay", IsCash: household == WithoutAccount)];
            }

            return _isPrepared = true;
        }

        private bool Close()
        {
            var isTaken = !_isClosed && _payments.Values.All(each => each[^1].State is "paid" or "signed" or "collected" or "unclaimed");
            _isClosed |= isTaken;
            return isTaken;
        }

        private bool Fund()
        {
            var hasMoved = _payments.Values.Any(each =>
                each.Exists(attempt => attempt.WasSent) || each[^1].State is "signed" or "collected");
            var isTaken = _isPrepared && !(_isFunded && hasMoved);
            _isFunded |= isTaken;
            return isTaken;
        }

        private static bool Send(IEnumerable<List<Attempt>> wanted)
        {
            var sent = wanted.ToArray();
            foreach (var attempts in sent)
            {
                Set(attempts, attempts[^1] with { State = "sent", WasSent = true });
            }

            return sent.Length > 0;
        }

        // A list is always taken; what cannot be of it is put aside.
        private bool Hear(PaymentAct act)
        {
            var attempts = _payments.GetValueOrDefault(act.Household);
            var at = act.Attempt == 0 ? attempts?.Count - 1 : act.Attempt - 1;
            if (attempts is null || at >= attempts.Count || act.Act is "both" or "other-amount")
            {
                _aside += act.Act == "both" ? 2 : 1;
                return true;
            }

            var meant = attempts[at!.Value];
            if (act.Act == "pending" || meant.State == act.Act)
            {
                return true;
            }

            if (meant.State == "sent" || (meant.State == "paid" && act.Act == "returned"))
            {
                attempts[at.Value] = meant with
                {
                    State = act.Act, WasPaid = meant.WasPaid || act.Act == "paid", WasReturned = act.Act == "returned",
                };
            }
            else
            {
                _aside++;
            }

            return true;
        }

        private static bool HandOver(List<Attempt> attempts, string state) => attempts[^1].IsCash
            ? Set(attempts, attempts[^1] with { State = state })
            : Again(attempts, new Attempt(state, IsCash: true));

        private static bool Again(List<Attempt> attempts, Attempt next)
        {
            attempts[^1] = attempts[^1].State == "to_pay" ? attempts[^1] with { State = "replaced" } : attempts[^1];
            attempts.Add(next);
            return true;
        }

        private static bool Set(List<Attempt> attempts, Attempt after)
        {
            attempts[^1] = after;
            return true;
        }

        private long Sum(Func<Attempt, bool> isCounted) => _payments.Sum(each => amounts[each.Key] * each.Value.Count(isCounted));
    }
}
