/** The people, companies and applications this sandbox knows: directory.json. */
import { readFileSync } from 'node:fs';

/** @typedef {{ tid: string, company: string, tenant: string, about: string }} Directory */
/** @typedef {{ oid: string, tid: string, name: string, login: string, role: string, language: string }} Person */
/** @typedef {{ id: string, name: string, secret: string }} BrowserClient */
/** @typedef {{ id: string, name: string, oid: string, tid: string, secret: string }} App */
/** @typedef {{ audience: string, uri: string, scope: string, role: string }} Api */

/** @type {{ api: Api, directories: Directory[], people: Person[], browserClients: BrowserClient[], apps: App[] }} */
export const directory = JSON.parse(readFileSync(new URL('./directory.json', import.meta.url), 'utf8'));

/**
 * Identity is (tid, oid): the same e-mail in two directories is two people.
 * @param {Person} person
 */
export function accountId(person) {
  return `${person.tid}.${person.oid}`;
}

const peopleById = new Map(directory.people.map((person) => [accountId(person), person]));
const appsById = new Map(directory.apps.map((app) => [app.id, app]));
const directoriesById = new Map(directory.directories.map((entry) => [entry.tid, entry]));

/** @param {string | undefined} id */
export const findPerson = (id) => (id === undefined ? undefined : peopleById.get(id));

/** @param {string | undefined} clientId */
export const findApp = (clientId) => (clientId === undefined ? undefined : appsById.get(clientId));

/** @param {string} tid */
export const findDirectory = (tid) => directoriesById.get(tid);
