"""A filtered list of 50 rows with rights, for 50 people at once: ours beside Redmine, and small beside large.

    python bench/lists.py [--seconds 8] [--rounds 3] [--no-redmine]

Needs PostgreSQL (CITYCIRCLE_TEST_POSTGRES), and Debian's packages wrk, redmine, redmine-pgsql and puma. Redmine runs as
its documentation says (production, puma with two workers) out of a copy of Debian's files, on the same PostgreSQL; ours
as `citycircle serve` does (gunicorn, two workers). Both show 50 of 2,000 rows to 50 people who signed in, filtered by
kind, each person seeing what the own post allows. Rounds are interleaved; the medians count.
Then our list alone at 2,000 and at 200,000 rows, on PostgreSQL and on SQLite.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

PEOPLE, ROWS, LARGE, CITIES = 50, 2_000, 200_000, 10
REDMINE = Path("/usr/share/redmine")
COOKIES_LUA = """
local cookies, at = {}, 0
for line in io.lines(os.getenv("COOKIES")) do cookies[#cookies + 1] = line end
function request()
  at = at % #cookies + 1
  return wrk.format("GET", nil, {["Cookie"] = cookies[at]})
end
function done(summary, latency)
  io.write(string.format("RESULT %f %f %d\\n", summary.requests / summary.duration * 1e6, latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.read + summary.errors.timeout))
end
"""
OUR_SEED = """
import sys, django
django.setup()
from datetime import timedelta
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils.timezone import now
from citycircle.accounts.models import Organisation, Person, Post, Holding
rows, people, cities = map(int, sys.argv[1:])
made = [Organisation(code=f"99{n:02}00", name=f"示例{n}市", kind="city") for n in range(cities)]
Organisation.objects.bulk_create(made)
for city in made:
    city.city = city
Organisation.objects.bulk_update(made, ["city"])
kinds = ("department", "county")
Organisation.objects.bulk_create(
    [Organisation(code=f"B{n:07}", name=f"示例{n % cities}市第{n}局", kind=kinds[n % 2], parent=made[n % cities],
                  city=made[n % cities]) for n in range(rows)], batch_size=2000)
for n in range(people):
    person = Person.objects.create(sign_in_name=f"p{n}", name=f"某{n}", must_change_password=False, password="!",
                                   password_set_at=now(), second_factor="set up")
    post = Post.objects.create(organisation=made[n % cities], title="初核", role="office_reviewer")
    Holding.objects.create(person=person, post=post)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY], session["seen"] = person.get_session_auth_hash(), int(now().timestamp())
    session.create()
    print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""
THEIR_SEED = """
rows, people, cities = ENV["ROWS"].to_i, ENV["PEOPLE"].to_i, ENV["CITIES"].to_i
Setting.per_page_options = "50"
ActiveRecord::Base.logger = nil
tracker, other = Tracker.order(:id).first(2)
status, role, priority = IssueStatus.order(:id).first, Role.givable.order(:id).first, IssuePriority.order(:id).first
projects = cities.times.map do |n|
  Project.create!(name: "City #{n}", identifier: "city-#{n}", is_public: false, trackers: [tracker, other])
end
users = people.times.map do |n|
  user = User.new(firstname: "P", lastname: n.to_s, mail: "p#{n}@example.net", language: "en")
  user.login, user.password, user.password_confirmation = "p#{n}", "Tinghe#2026", "Tinghe#2026"
  user.save!
  projects.each { |project| Member.create!(user: user, project: project, roles: [role]) }
  user
end
moment = Time.now
rows.times.each_slice(500) do |slice|
  Issue.insert_all!(slice.map { |n| {project_id: projects[n % cities].id, tracker_id: [tracker, other][n % 2].id,
    status_id: status.id, priority_id: priority.id, author_id: users[0].id, subject: "Bureau #{n}", created_on: moment,
    updated_on: moment, lft: 1, rgt: 2, description: ""} })
end
Issue.update_all("root_id = id")
"""


@dataclass
class Site:
    """A running service, the address of its list, and the cookies of its people."""

    name: str
    address: str
    cookies: list[str]
    rows: str
    """A pattern that every row of the list matches once."""
    rates: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(*command: str, env: dict[str, str], cwd: Path | None = None, stdin: str | None = None) -> str:
    done = subprocess.run(command, env=env, cwd=cwd, input=stdin, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])}: {done.stdout[-800:]}{done.stderr[-1500:]}")
    return done.stdout


@contextmanager
def served(*command: str, port: int, env: dict[str, str], cwd: Path | None = None) -> Iterator[None]:
    with subprocess.Popen(command, env=env, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield
        finally:
            process.terminate()


def get(address: str, cookie: str = "", method: str = "GET", body: str = "") -> tuple[int, str, list[str]]:
    parts = urlsplit(address)
    link = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=60)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    link.request(method, f"{parts.path}?{parts.query}", body or None, headers)
    answer = link.getresponse()
    set_cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return answer.status, answer.read().decode(), set_cookies


def database(name: str, server: str) -> str:
    """An empty database on the test server; gives its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        link.execute(f"CREATE DATABASE {name}")
    return server.rsplit("/", 1)[0] + f"/{name}"


@contextmanager
def ours(folder: Path, url: str, rows: int, label: str) -> Iterator[Site]:
    data = folder / f"ours-{label}-{rows}"
    data.mkdir()
    port = free_port()
    env = os.environ | {
        "CITYCIRCLE_DATA": str(data), "CITYCIRCLE_HTTPS": "no", "DJANGO_SETTINGS_MODULE": "citycircle.settings",
        "CITYCIRCLE_SECRET_KEY": "bench" * 12,
    }  # fmt: skip
    if url:
        env["CITYCIRCLE_DATABASE_URL"] = url
    run(sys.executable, "-m", "django", "migrate", "-v0", env=env)
    cookies = run(sys.executable, "-c", OUR_SEED, str(rows), str(PEOPLE), str(CITIES), env=env).split()
    if url:
        run("psql", url, "-qc", "ANALYZE", env=env)
    gunicorn = str(Path(sys.executable).with_name("gunicorn"))
    command = (gunicorn, "-w2", "-b", f"127.0.0.1:{port}", "--log-level", "error", "citycircle.web.wsgi:application")
    with served(*command, port=port, env=env):
        address = f"http://127.0.0.1:{port}/organisations/?" + urlencode({"kind": "department", "sort": "name"})
        yield Site(f"CityCircle {label} {rows}", address, cookies, r'<td class="frozen text" data-label="名称">')


@contextmanager
def redmine(folder: Path, server: str) -> Iterator[Site]:
    home = folder / "redmine"
    shutil.copytree(REDMINE, home, ignore=shutil.ignore_patterns("instances"), ignore_dangling_symlinks=True)
    instance = home / "instances" / "default"
    for name in ("config", "tmp/pids", "log", "files"):
        (instance / name).mkdir(parents=True)
    database("redmine_bench", server)
    at = urlsplit(server)
    settings = (
        f"production:\n  adapter: postgresql\n  database: redmine_bench\n  host: {at.hostname}\n  port: "
        f"{at.port or 5432}\n"
        f"  username: {at.username}\n  pool: 10\n"
    )
    (instance / "config/database.yml").write_text(settings)
    (instance / "config/secret_key.txt").write_text("bench" * 20)
    (home / "config/database.yml").unlink(missing_ok=True)
    gems = (home / "Gemfile").read_text()
    (home / "Gemfile").write_text(gems + "\ngem 'pg'\ngem 'puma'\n")
    (home / "Gemfile.lock").unlink(missing_ok=True)
    env = os.environ | {
        "RAILS_ENV": "production", "BUNDLE_WITHOUT": "development:test", "BUNDLE_APP_CONFIG": str(home / ".bundle"),
        "BUNDLE_PATH__SYSTEM": "true", "REDMINE_LANG": "en", "ROWS": str(ROWS), "PEOPLE": str(PEOPLE),
        "CITIES": str(CITIES), "RAILS_LOG_TO_STDOUT": "",
    }  # fmt: skip
    subprocess.run(["bundle", "install", "--local"], env=env, cwd=home, capture_output=True, check=False)
    run("bundle", "exec", "rake", "db:migrate", env=env, cwd=home)
    run("bundle", "exec", "rake", "redmine:load_default_data", env=env, cwd=home)
    (home / "seed.rb").write_text(THEIR_SEED)
    run("bundle", "exec", "rails", "runner", "seed.rb", env=env, cwd=home)
    run("psql", server.rsplit("/", 1)[0] + "/redmine_bench", "-qc", "ANALYZE", env=env)
    port = free_port()
    puma = (
        "bundle",
        "exec",
        "puma",
        "-w",
        "2",
        "-t",
        "5:5",
        "--preload",
        "-e",
        "production",
        "-b",
        f"tcp://127.0.0.1:{port}",
    )
    with served(*puma, port=port, env=env, cwd=home):
        root = f"http://127.0.0.1:{port}"
        cookies = [_their_cookie(root, f"p{n}") for n in range(PEOPLE)]
        asked = {
            "set_filter": 1,
            "f[]": "tracker_id",
            "op[tracker_id]": "=",
            "v[tracker_id][]": 1,
            "per_page": 50,
            "sort": "subject",
        }
        yield Site("Redmine", f"{root}/issues?{urlencode(asked)}", cookies, r'<tr id="issue-\d+"')


def _their_cookie(root: str, name: str) -> str:
    _, page, cookies = get(f"{root}/login")
    token = re.search(r'name="authenticity_token" value="([^"]+)"', page)
    assert token, "no form to sign in"
    form = urlencode({"authenticity_token": token[1], "username": name, "password": "Tinghe#2026"})
    status, _, again = get(f"{root}/login", "; ".join(cookies), "POST", form)
    assert status == 302, f"{name} could not sign in: {status}"
    return "; ".join(again or cookies)


def checked(site: Site) -> None:
    """Each person gets 50 rows and no error, or nothing is measured."""
    for cookie in (site.cookies[0], site.cookies[-1]):
        status, page, _ = get(site.address, cookie)
        found = len(re.findall(site.rows, page))
        assert (status, found) == (200, 50), f"{site.name}: {status}, {found} rows"


def load(site: Site, seconds: int, folder: Path) -> None:
    (folder / "cookies.txt").write_text("\n".join(site.cookies) + "\n")
    (folder / "cookies.lua").write_text(COOKIES_LUA)
    env = os.environ | {"COOKIES": str(folder / "cookies.txt")}
    command = (
        "wrk",
        "-t1",
        f"-c{PEOPLE}",
        f"-d{seconds}s",
        "--timeout",
        "30s",
        "-s",
        str(folder / "cookies.lua"),
        site.address,
    )
    found = re.search(r"RESULT ([\d.]+) ([\d.]+) (\d+)", run(*command, env=env))
    assert found, "wrk gave no result"
    assert found[3] == "0", f"{site.name}: {found[3]} requests failed"
    site.rates.append(float(found[1]))
    site.slow.append(float(found[2]))


def printed(site: Site) -> None:
    rate, slow = statistics.median(site.rates), statistics.median(site.slow)
    print(f"{site.name:28} {rate:8.1f}/s   p95 {slow:8.0f} ms   ({' '.join(f'{one:.1f}' for one in site.rates)})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-redmine", action="store_true")
    args = parser.parse_args()
    server = os.environ.get("CITYCIRCLE_TEST_POSTGRES")
    if not server or not shutil.which("wrk"):
        sys.exit("needs CITYCIRCLE_TEST_POSTGRES and wrk")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not args.no_redmine:
            with (
                ours(folder, database("citycircle_bench", server), ROWS, "PostgreSQL") as us,
                redmine(folder, server) as them,
            ):
                compare(us, them, folder, args, "Redmine's rate")
        for label, url in (("PostgreSQL", server), ("SQLite", "")):
            small_url = database("citycircle_bench", url) if url else ""
            large_url = database("citycircle_bench_large", url) if url else ""
            scale = folder / label
            scale.mkdir()
            with ours(scale, small_url, ROWS, label) as small, ours(scale, large_url, LARGE, label) as large:
                compare(small, large, folder, args)


def compare(one: Site, other: Site, folder: Path, args: argparse.Namespace, rate_of: str = "") -> None:
    for site in (one, other):
        checked(site)
        load(site, 2, folder)
        site.rates.clear()
        site.slow.clear()
    for _ in range(args.rounds):
        load(one, args.seconds, folder)
        load(other, args.seconds, folder)
    printed(one)
    printed(other)
    if rate_of:
        print(f"  {statistics.median(one.rates) / statistics.median(other.rates):.1f} times {rate_of}")
    else:
        ratio = statistics.median(other.slow) / statistics.median(one.slow)
        print(f"  p95 of the large list is {ratio:.2f} times that of the small")


if __name__ == "__main__":
    main()
