using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Casework.Tests;

public class CaseVerificationTests
{
    private readonly CaseFile _file;

    public CaseVerificationTests()
    {
        var builder = new CaseBuilder();
        builder.Do(CaseBuilder.Declaration());
        builder.Do("审核", "通过", CaseBuilder.Office("数据局"));
        builder.TakeUp();
        builder.Do("变更", "提交", CaseBuilder.Unit, ("变更金额", 30));
        _file = builder.File;
    }

    private static ImmutableArray<(ChainFault Fault, int Number)> Faults(CaseFile file) => [.. CaseVerification.Verify(file).Select(f => (f.Fault, f.Number))];

    private CaseFile With(int number, Func<Act, Act> change) => _file with { Acts = [.. _file.Acts.Select(a => a.Number == number ? change(a) : a)] };

    [Fact]
    public void Verify_WholeChain_FindsNothing() => Assert.Empty(Faults(_file));

    [Fact]
    public void Verify_AlteredFact_IsFoundAtItsAct() =>
        Assert.Equal([(ChainFault.Altered, 1)], Faults(With(1, a => a with { Asked = a.Asked.SetItem("总投资", FeelValue.Of(1m)) })));

    [Fact]
    public void Verify_AlteredActWithNewDigest_BreaksTheLinkOfTheNext() =>
        Assert.Equal([(ChainFault.BrokenLink, 3)], Faults(With(2, a => ActCodec.Seal(a with { Note = "改过" }))));

    [Fact]
    public void Verify_MissingAct_IsNamed() =>
        Assert.Equal([(ChainFault.Missing, 2)], Faults(_file with { Acts = _file.Acts.RemoveAt(1) }));

    [Fact]
    public void Verify_MissingFirstAct_IsNamed() =>
        Assert.Equal([(ChainFault.Missing, 1)], Faults(_file with { Acts = _file.Acts.RemoveAt(0) }));

    [Fact]
    public void Verify_SwappedActs_AreReordered() =>
        Assert.Equal([(ChainFault.Reordered, 2)], Faults(_file with { Acts = [_file.Acts[0], _file.Acts[2], _file.Acts[1], _file.Acts[3]] }));

    [Fact]
    public void Verify_ActTwice_IsReordered() =>
        Assert.Equal([(ChainFault.Reordered, 2)], Faults(_file with { Acts = [_file.Acts[0], _file.Acts[1], _file.Acts[1], _file.Acts[2], _file.Acts[3]] }));

    [Fact]
    public void Verify_ChangedOwner_BreaksTheFirstLink() =>
        Assert.Equal([(ChainFault.BrokenLink, 1)], Faults(_file with { OwnerName = "别的单位" }));

    [Fact]
    public void Verify_ActOfAnotherFile_IsForeign() =>
        Assert.Contains((ChainFault.Foreign, 3), Faults(With(3, a => a with { CaseId = Guid.Empty })));
}
