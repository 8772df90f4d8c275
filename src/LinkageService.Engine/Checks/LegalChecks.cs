namespace LinkageService.Engine.Checks;

/// <summary>Every legal check, in the order of the documentation.</summary>
public static class LegalChecks
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<LegalCheck> All { get; } =
    [
        new RateWithoutBase(),
        new NotConserved(),
        new LossesNotCovered(),
        new ReserveOutOfBounds(),
        new PatronageBelowMinimum(),
        new ResidualBaseIncomplete(),
        new DebtFinanced(),
        new SourceNotDistributable(),
        new MeetingInvalid(),
        new ChangedAfterVote(),
        new NoticeTooShort(),
        new PayeeNotEntitled(),
        new PayeeDeceased(),
        new DuplicatePayee(),
        new SharedAccount(),
        new PersonalAccount(),
        new WomenRemoved(),
        new Concentration(),
        new LabourAsCapital(),
        new DebtLikeReturn(),
        new FloorExceedsSurplus(),
        new SubsidyAsPrivateCapital(),
        new LandDoubleUse(),
        new PatronageExceedsSales(),
        new StatusUndated(),
        new BelowTarget(),
        new TaxModeUnset(),
        new BenefitMisclassified(),
        new SensitiveExport(),
        new PaymentMismatch(),
        new RollforwardBroken(),
        new PaidTwice(),
        new RosterJump(),
        new HolderMismatch(),
        new AgeOver100(),
        new DelegatesNotAllowed(),
        new OfficersShare(),
        new PaidInCash(),
        new UnclaimedOld(),
        new ReservePaidOut(),
        new AccountsNotSettled(),
        new PayoutOverdue(),
        new TwoHats(),
        new CivilServantPayee(),
        new MinorWithoutGuardian(),
    ];

    /// <summary>
    /// Codes of checks that come to something by the run itself, its scheme and the accounts it pays to, with nothing stated beside it
    /// and against no figure of a statute. Where no other check was decided it cannot be said that the law was looked at.
    /// </summary>
    public static IReadOnlySet<string> OfRunAlone { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "rate_without_base", "not_conserved", "changed_after_vote", "notice_too_short", "shared_account", "concentration",
        "debt_like_return", "benefit_misclassified", "paid_twice", "roster_jump", "reserve_paid_out", "payout_overdue",
    };

    /// <summary>The check of a code; null for none.</summary>
    public static LegalCheck? Find(string code) => All.FirstOrDefault(check => check.Code == code);

    /// <summary>Holds a run against all of them.</summary>
    public static IReadOnlyList<CheckOutcome> Run(CheckedRun run) => [.. All.Select(check => check.Run(run))];
}
