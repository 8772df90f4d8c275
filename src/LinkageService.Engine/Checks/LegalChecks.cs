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

    /// <summary>The check of a code; null for none.</summary>
    public static LegalCheck? Find(string code) => All.FirstOrDefault(check => check.Code == code);

    /// <summary>Holds a run against all of them.</summary>
    public static IReadOnlyList<CheckOutcome> Run(CheckedRun run) => [.. All.Select(check => check.Run(run))];
}
