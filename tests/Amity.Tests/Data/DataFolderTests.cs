using System.Diagnostics;
using System.Runtime.Versioning;
using Amity.Core.Data;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Data;

public sealed class DataFolderTests
{
    [Fact]
    public void a_second_lock_is_refused_until_the_first_is_dropped()
    {
        using var scratch = new ScratchDatabases();
        var folder = new DataFolder(scratch.File("data"));
        using (folder.Lock())
        {
            var refused = Assert.Throws<DataFolderInUseException>(() => new DataFolder(folder.Path).Lock());
            Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
        }

        folder.Lock().Dispose();
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void a_killed_process_leaves_no_lock_behind()
    {
        using var scratch = new ScratchDatabases();
        var folder = new DataFolder(scratch.Path);
        folder.Create();

        // flock(1) takes the lock in the same way as this program does.
        var hold = $"exec 9>>'{scratch.File("amity.lock")}'; flock 9; echo held; exec sleep 60";
        using var other = Process.Start(new ProcessStartInfo("sh", ["-c", hold])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());
        Assert.Throws<DataFolderInUseException>(folder.Lock);

        other.Kill();
        other.WaitForExit();
        folder.Lock().Dispose();
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void the_folder_is_its_owners_only()
    {
        using var scratch = new ScratchDatabases();
        var folder = new DataFolder(scratch.File("data"));
        folder.CreateNetwork("shop");
        foreach (var made in new[] { folder.Path, folder.Networks, folder.NetworkFolder("shop"), folder.NetworkFiles("shop") })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a-b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    public void a_network_id_that_could_lead_elsewhere_is_refused(string id)
    {
        Assert.Throws<ArgumentException>(() => new DataFolder("data").NetworkFolder(id));
    }

    [Fact]
    public void networks_are_found_by_their_folders()
    {
        using var scratch = new ScratchDatabases();
        var folder = new DataFolder(scratch.Path);
        Assert.Empty(folder.NetworkIds());
        folder.CreateNetwork("b");
        folder.CreateNetwork("a");
        Directory.CreateDirectory(Path.Combine(folder.Networks, "not-ours"));
        Assert.Equal(["a", "b"], folder.NetworkIds());
        folder.DeleteNetwork("a");
        Assert.Equal(["b"], folder.NetworkIds());
    }
}
