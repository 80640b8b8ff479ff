-- A project of :claims claims from :quotes quotes in :articles articles. Words are made of hexadecimal digits; every 20th text holds an emoji.
CREATE OR REPLACE FUNCTION pg_temp.u(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT (lpad(to_hex(n),12,'0') || '7' || substr(md5(kind||n),1,3) || '8' || substr(md5(kind||n),4,15))::uuid $$;
BEGIN;
INSERT INTO users(id,password,username,name,email,is_active,is_staff,is_superuser,date_joined) SELECT pg_temp.u('user',g),'','bench-'||g,'Person '||g,'',true,false,false,now() FROM generate_series(1,20) g;
INSERT INTO project(id,version,slug,name,guidelines,language,readers,blind,rule,four_eyes,min_sources,scale_id) SELECT pg_temp.u('project',1),1,'bench','Bench','','en',2,true,'unanimous',true,2,id FROM scale WHERE slug='desk-6';
INSERT INTO source(id,version,project_id,name,homepage,country) SELECT pg_temp.u('source',g),1,pg_temp.u('project',1),'Source '||g,'','' FROM generate_series(1,50) g;
INSERT INTO speaker(id,version,project_id,name,kind,aliases,wikidata_id,role) SELECT pg_temp.u('speaker',g),1,pg_temp.u('project',1),'Speaker '||g,'person','{}','','Minister' FROM generate_series(1,500) g;
INSERT INTO revision(id,article_id,number,text,sha256,length,blocks,raw_sha256,author_id)
 SELECT pg_temp.u('revision',g),pg_temp.u('article',g),1,t,encode(sha256(convert_to(t,'UTF8')),'hex'),length(t),'[]','',pg_temp.u('user',1+g%20)
 FROM generate_series(1,:articles) g JOIN (SELECT b, CASE WHEN b%20=0 THEN '🙂 ' ELSE '' END || string_agg(CASE WHEN i%17=0 THEN E'\n' WHEN i%11=0 THEN '“'||substr(md5(i::text||b),1,7)||'”' ELSE substr(md5(i::text||b),1,3+(i*7+b)%6) END,' ') t FROM generate_series(0,199) b, generate_series(1,700) i GROUP BY b) x ON x.b=g%200;
INSERT INTO article(id,version,project_id,title,url,source_id,byline,published_on,language,rights,state,current_id,author_id)
 SELECT pg_temp.u('article',g),1,pg_temp.u('project',1),'Article number '||g,'https://example.org/'||g,pg_temp.u('source',1+g%50),'','2024-03-01','en','','done',pg_temp.u('revision',g),pg_temp.u('user',1+g%20) FROM generate_series(1,:articles) g;
INSERT INTO quote(id,version,article_id,kind,tone,speaker_id,note,origin,author_id)
 SELECT pg_temp.u('quote',g),1,pg_temp.u('article',1+g%:articles),'direct','literal',pg_temp.u('speaker',1+g%500),'','person',pg_temp.u('user',1+g%20) FROM generate_series(1,:quotes) g;
INSERT INTO segment(id,quote_id,revision_id,"order",start,"end",exact,state)
 SELECT pg_temp.u('segment'||k,g),pg_temp.u('quote',g),r.id,k,s+k*90,s+k*90+70,substr(r.text,s+k*90+1,70),'exact' FROM generate_series(1,:quotes) g JOIN revision r ON r.id=pg_temp.u('revision',1+g%:articles), LATERAL (SELECT ((g::bigint*7919)%3000)::int s) x, generate_series(0,1) k;
INSERT INTO claim(id,version,project_id,author_id,text,speaker_id,said_on,place,occasion,topics,state,priority,round,content_version)
 SELECT pg_temp.u('claim',g),3,pg_temp.u('project',1),pg_temp.u('user',1+g%20),'Claim number '||g||' says that '||md5(g::text)||' is '||md5((g+1)::text),pg_temp.u('speaker',1+g%500),'2024-03-01','','',ARRAY['economy'],CASE WHEN g%3=0 THEN 'decided' ELSE 'agreed' END,0,1,1 FROM generate_series(1,:claims) g;
INSERT INTO claim_quote(id,claim_id,quote_id,position) SELECT pg_temp.u('cq',g),pg_temp.u('claim',g),pg_temp.u('quote',g),0 FROM generate_series(1,:claims) g;
INSERT INTO claim_quote(id,claim_id,quote_id,position) SELECT pg_temp.u('cq',g),pg_temp.u('claim',g-:claims),pg_temp.u('quote',g),1 FROM generate_series(:claims+1,:quotes) g;
INSERT INTO evidence(id,version,claim_id,author_id,title,url,archive_url,source_id,excerpt,stance,"primary",named)
 SELECT pg_temp.u('evidence'||k,g),1,pg_temp.u('claim',g),pg_temp.u('user',1+g%20),'Evidence '||g,'https://example.org/e/'||g,'',pg_temp.u('source',1+g%50),repeat(md5(g::text)||' ',4),'supports',true,true FROM generate_series(1,:claims) g, generate_series(1,2) k;
INSERT INTO verdict(id,version,claim_id,claim_version,reviewer_id,round,rating_id,rating_version,rationale,confidence,state,revealed,informed,submitted_at)
 SELECT pg_temp.u('verdict'||k,g),2,pg_temp.u('claim',g),3,pg_temp.u('user',k),1,(SELECT r.id FROM rating r JOIN scale s ON s.id=r.scale_id WHERE s.slug='desk-6' AND r.code='false'),1,repeat('The record shows it. ',5),'high','submitted',true,false,now() FROM generate_series(1,:claims) g, generate_series(1,2) k;
INSERT INTO verdict_evidence(id,verdict_id,evidence_id) SELECT pg_temp.u('ve'||k,g),pg_temp.u('verdict'||k,g),pg_temp.u('evidence1',g) FROM generate_series(1,:claims) g, generate_series(1,2) k;
INSERT INTO decision(id,version,claim_id,claim_version,round,rating_id,rating_version,headline,summary,rationale,rule,by_id)
 SELECT pg_temp.u('decision',g),1,pg_temp.u('claim',g),3,1,(SELECT r.id FROM rating r JOIN scale s ON s.id=r.scale_id WHERE s.slug='desk-6' AND r.code='false'),1,'No','','','unanimous',pg_temp.u('user',3) FROM generate_series(3,:claims,3) g;
INSERT INTO decision_verdict(id,decision_id,verdict_id) SELECT pg_temp.u('dv'||k,g),pg_temp.u('decision',g),pg_temp.u('verdict'||k,g) FROM generate_series(3,:claims,3) g, generate_series(1,2) k;
INSERT INTO membership(id,version,user_id,project_id,role) VALUES (gen_random_uuid(),1,pg_temp.u('user',1),pg_temp.u('project',1),'owner');
COMMIT;
